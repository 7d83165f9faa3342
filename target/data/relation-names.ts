/**
 * WordNet's pointer symbols in plain words, each describing the document it points to.
 * Source: https://wordnet.princeton.edu/documentation/wninput5wn
 */
const RELATION_NAMES: Record<string, string> = {
  '!': 'opposite',
  '@': 'more general',
  '@i': 'an instance of',
  '~': 'more specific',
  '~i': 'instances',
  '#m': 'member of',
  '#s': 'substance of',
  '#p': 'part of',
  '%m': 'members',
  '%s': 'made of',
  '%p': 'parts',
  '=': 'attribute',
  '+': 'derived form',
  ';c': 'topic',
  '-c': 'terms in this topic',
  ';r': 'region',
  '-r': 'terms in this region',
  ';u': 'usage',
  '-u': 'terms of this usage',
  '*': 'entails',
  '>': 'causes',
  '^': 'see also',
  $: 'verb group',
  '&': 'similar',
  '<': 'participle of',
  '\\': 'pertains to',
};

/** Returns the plain name of a pointer symbol; adverbs reuse `\` for the adjective they derive from. */
export function relationName(symbol: string, fromPartOfSpeech: string): string {
  if (symbol === '\\' && fromPartOfSpeech === 'r') return 'derived from';
  const name = RELATION_NAMES[symbol];
  if (!name) throw new Error(`unknown WordNet pointer symbol "${symbol}"; add it to RELATION_NAMES`);
  return name;
}
