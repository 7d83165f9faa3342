import type { Synset } from './synset.ts';

/** Beyond this many steps, the more general words ("object", "entity") say nothing about the document. */
const CHAIN_LENGTH = 6;

/** Related glosses are added until the body reaches this length; the median body is then about 330 characters. */
const FULL_LENGTH = 300;

const GENERALISATIONS = new Set(['more general', 'an instance of']);

/** The text of a document: definition, examples, the chain of more general words, glosses of related documents. */
export function bodyOf(synset: Synset, synsets: ReadonlyMap<string, Synset>): string {
  const parts = [synset.definition, ...synset.examples];
  const chain = generalisations(synset, synsets);
  if (chain.length > 0) parts.push(chain.map((ancestor) => ancestor.words[0]).join(', '));

  const related = synset.relations.flatMap(({ to }) => synsets.get(to) ?? []);
  let length = parts.join('. ').length;
  for (const other of new Set([...related, ...chain])) {
    if (length >= FULL_LENGTH) break;
    const part = `${other.words[0]}: ${other.definition}`;
    parts.push(part);
    length += part.length + 2;
  }
  return parts.join('. ');
}

function generalisations(synset: Synset, synsets: ReadonlyMap<string, Synset>): Synset[] {
  const chain: Synset[] = [];
  let current: Synset | undefined = synset;
  while (current && chain.length < CHAIN_LENGTH) {
    const up: { to: string } | undefined = current.relations.find(({ relation }) =>
      GENERALISATIONS.has(relation),
    );
    current = up && synsets.get(up.to);
    if (current) chain.push(current);
  }
  return chain;
}
