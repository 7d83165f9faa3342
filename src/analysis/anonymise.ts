import type { Analysis } from '../sample/analysis.ts';
import type { Sample } from '../sample/sample.ts';
import { decoded, HIDDEN } from '../sample/whole-address.ts';
import { type Origin, searchedWords, wordsOf } from './searched-words.ts';

/** Texts that quote the product, by their name in the analysis; what is inside them is the product's too. */
const origins: Record<string, Origin> = {
  message: 'message',
  url: 'message',
  lines: 'product',
  loggedPlans: 'product',
  values: 'product',
  plan: 'product',
  engine: 'product',
};

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
  const searched = searchedWords(kinds);
  const names = new Map([[originOf(analysis.run.target.url), 'http://target']]);

  const nameOf = (address: string) => {
    const known = names.get(address) ?? `http://host-${names.size}`;
    names.set(address, known);
    return known;
  };
  /** What stands for a value; the value itself if nobody searched for it. */
  const shown = (value: string) =>
    kinds.get(value) ?? (wordsOf(value).some((word) => searched.isWord(word)) ? HIDDEN : value);
  /** The same for a parameter: a product that answers while somebody types is asked for the beginnings of words. */
  const sent = (value: string) =>
    kinds.get(value) ?? (wordsOf(value).some((word) => searched.isBeginning(word)) ? HIDDEN : value);
  const clean = (text: string, of: Origin): string =>
    kinds.get(text) ??
    searched.replaced(
      text
        .replace(parameter, (whole, name: string, value: string) => {
          const asked = decoded(value);
          return sent(asked) === asked ? whole : `${name}${encodeURIComponent(sent(asked))}`;
        })
        .replace(quoted, (_, quote: string, inside: string) => `${quote}${shown(inside)}${quote}`)
        .replace(origin, nameOf),
      of,
    );
  const cleanAll = (value: unknown, of: Origin): unknown => {
    if (typeof value === 'string') return clean(value, of);
    if (Array.isArray(value)) return value.map((one) => cleanAll(one, of));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        cleanAll(one, of === 'product' ? of : (origins[name] ?? of)),
      ]),
    );
  };

  const { film, misfits, ...rest } = analysis;
  const told = {
    ...rest,
    ...(film && { film: film.map((step) => ({ ...step, strip: [] })) }),
    ...(misfits && { misfits: misfits.map(({ picture: _, ...misfit }) => misfit) }),
  };
  return cleanAll(told, 'footfall') as Analysis;
}

const originOf = (url: string): string => url.match(origin)?.[0] ?? url;
