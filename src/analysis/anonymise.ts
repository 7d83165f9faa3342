import type { Analysis } from '../sample/analysis.ts';
import type { Sample } from '../sample/sample.ts';
import { decoded, HIDDEN } from '../sample/whole-address.ts';

/** Shorter words are in every sentence. */
const SHORTEST_WORD = 3;

const origin = /\b[a-z][a-z0-9+.-]*:\/\/[^/\s"'<>()]+/gi;
const parameter = /([?&][\w.[\]-]+=)([^&\s"'<>#]*)/g;
const quoted = /(["'])([^"'\n]{1,200})\1/g;

/**
 * An analysis that can be shown to somebody outside: what users searched for is replaced by its kind in the query log, addresses
 * by names, and pictures are left out.
 *
 * @param samples of the same run, which know the queries
 */
export function anonymised(analysis: Analysis, samples: Sample[]): Analysis {
  const kinds = new Map(
    samples.flatMap((sample) =>
      sample.type === 'step' && sample.query ? [[sample.query.text, sample.query.kind] as const] : [],
    ),
  );
  const words = new Set([...kinds.keys()].flatMap(wordsOf));
  const names = new Map([[originOf(analysis.run.target.url), 'http://target']]);

  const nameOf = (address: string) => {
    const known = names.get(address) ?? `http://host-${names.size}`;
    names.set(address, known);
    return known;
  };
  /** What stands for a value; the value itself if nobody searched for it. */
  const shown = (value: string) =>
    kinds.get(value) ?? (wordsOf(value).some((word) => words.has(word)) ? HIDDEN : value);
  const clean = (text: string): string =>
    kinds.get(text) ??
    text
      .replace(parameter, (whole, name: string, value: string) => {
        const asked = decoded(value);
        return shown(asked) === asked ? whole : `${name}${encodeURIComponent(shown(asked))}`;
      })
      .replace(quoted, (_, quote: string, inside: string) => `${quote}${shown(inside)}${quote}`)
      .replace(origin, nameOf);

  const { film, misfits, ...rest } = analysis;
  const told = {
    ...rest,
    ...(film && { film: film.map((step) => ({ ...step, strip: [] })) }),
    ...(misfits && { misfits: misfits.map(({ picture: _, ...misfit }) => misfit) }),
  };
  return JSON.parse(JSON.stringify(told, (_, value) => (typeof value === 'string' ? clean(value) : value)));
}

const originOf = (url: string): string => url.match(origin)?.[0] ?? url;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(({ length }) => length >= SHORTEST_WORD);
