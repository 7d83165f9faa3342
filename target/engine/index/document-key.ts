import { CATEGORIES, partOfSpeechOf } from '../../data/lexicographer-files.ts';

/**
 * A document's row number contains what ranking, filters and facets need, so that none of them needs a look-up:
 * `category (6 bits) | prior (6 bits) | sequence (20 bits)`. A filter is then a range of keys, a facet a bit shift.
 */
const SEQUENCE_BITS = 20;
const PRIOR_BITS = 6;
export const CATEGORY_SHIFT = SEQUENCE_BITS + PRIOR_BITS;
export const PRIOR_SHIFT = SEQUENCE_BITS;
export const PRIOR_MASK = 2 ** PRIOR_BITS - 1;
export const SEQUENCE_LIMIT = 2 ** SEQUENCE_BITS;

/** Sorted, so that the categories of one part of speech are adjacent and form one range of keys. */
const CATEGORY_ORDER: string[] = [...CATEGORIES].sort();

export interface KeyRange {
  from: number;
  to: number;
}

/** The prior of a frequency: its logarithm in quarter steps, 0 for a meaning that was never tagged. */
function priorOf(frequency: number): number {
  return Math.min(PRIOR_MASK, Math.round(4 * Math.log2(1 + frequency)));
}

/** The row number of a document. `sequence` must be unique in the index. */
export function documentKey(category: string, frequency: number, sequence: number): number {
  const categoryNumber = CATEGORY_ORDER.indexOf(category);
  return categoryNumber * 2 ** CATEGORY_SHIFT + priorOf(frequency) * 2 ** PRIOR_SHIFT + sequence;
}

export const isCategory = (value: string): boolean => CATEGORY_ORDER.includes(value);

/** The category whose number is in the upper bits of a key. */
export function categoryAt(categoryNumber: number): string {
  const category = CATEGORY_ORDER[categoryNumber];
  if (category === undefined) throw new Error(`there is no category with number ${categoryNumber}`);
  return category;
}

/** The keys of all documents that satisfy every filter; an empty range if none can. */
export function keyRange(filters: { field: 'partOfSpeech' | 'category'; value: string }[]): KeyRange {
  const numbers = [...CATEGORY_ORDER.keys()].filter((number) => {
    const category = categoryAt(number);
    return filters.every(({ field, value }) =>
      field === 'category' ? category === value : partOfSpeechOf(category) === value,
    );
  });
  const first = numbers[0];
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return { from: 1, to: 0 };
  return { from: first * 2 ** CATEGORY_SHIFT, to: (last + 1) * 2 ** CATEGORY_SHIFT - 1 };
}
