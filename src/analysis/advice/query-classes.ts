import type { StepSample } from '../../sample/sample.ts';

/** Usual names of parameters with the search text, and of parameters that are neither text nor filter. */
const textParameters = ['q', 'query', 'text', 'search', 's', 'term', 'keywords'];
const otherParameters = [
  'page',
  'p',
  'offset',
  'start',
  'from',
  'size',
  'limit',
  'hits',
  'sort',
  'order',
  'lang',
];

const MOST_WORDS = 6;

/** A request, with its query if that is known. */
export interface Asked {
  url: string;
  query?: StepSample['query'];
}

/** The query classes that a request belongs to, worded to follow "requests". Some contain others. */
export function classesOf({ url, query }: Asked): string[] {
  const parameters = [...new URLSearchParams(url.split('?', 2)[1] ?? '')].filter(([, value]) => value !== '');
  const text = parameters.find(([name]) => textParameters.includes(name.toLowerCase()))?.[1];
  const words = text === undefined ? 0 : text.trim().split(/\s+/).length;
  const isFiltered = parameters.some(
    ([name]) => ![...textParameters, ...otherParameters].includes(name.toLowerCase()),
  );
  const page = Number(parameters.find(([name]) => /^(page|p)$/i.test(name))?.[1] ?? 1);
  return [
    ...(query ? [`for queries of kind “${query.kind}”`] : []),
    ...Array.from(
      { length: Math.max(0, Math.min(words, MOST_WORDS) - 1) },
      (_, index) => `with ${index + 2} or more words`,
    ),
    ...(text === undefined ? [] : [isFiltered ? 'with a filter' : 'without a filter']),
    ...(page > 1 ? ['for later pages'] : []),
  ];
}
