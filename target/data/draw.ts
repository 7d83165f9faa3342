import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Draws one item; all are equally likely. */
export function drawOne<Item>(random: RandomGenerator, items: readonly Item[]): Item {
  const item = items[uniformInt(random, 0, items.length - 1)];
  if (item === undefined) throw new Error('cannot draw from an empty list');
  return item;
}

/** Returns a function that draws items with probabilities proportional to their weights, with replacement. */
export function weightedDraw<Item>(items: readonly Item[], weightOf: (item: Item) => number) {
  const ends: number[] = [];
  let total = 0;
  for (const item of items) {
    total += weightOf(item);
    ends.push(total);
  }
  return (random: RandomGenerator): Item => {
    const at = uniformInt(random, 0, total - 1);
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const item = items[low];
    if (item === undefined) throw new Error('cannot draw from an empty list');
    return item;
  };
}

/** Returns the items in random order. Fisher and Yates: https://en.wikipedia.org/wiki/Fisher%E2%80%93Yates_shuffle */
export function shuffle<Item>(random: RandomGenerator, items: readonly Item[]): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = uniformInt(random, 0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
