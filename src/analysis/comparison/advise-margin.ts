import type { Margin } from '../../sample/comparison.ts';

/** The measured change of a metric that did not really change, in milliseconds. */
export interface Unchanged {
  base: number;
  value: number;
  /** Half the width of its interval. */
  reach: number;
}

const percents = [5, 10, 15, 20];
const floorStepMs = 5;
const wantedShare = 0.95;

const meanMarginMs = (seen: Unchanged[], { percent, floorMs }: Margin) =>
  seen.reduce((sum, { base }) => sum + Math.max((percent / 100) * base, floorMs), 0) / seen.length;

/** The smallest floor, in steps of 5 ms, with which enough metrics are called the same and none changed. */
function leastFloorMs(seen: Unchanged[], percent: number): number {
  const beyondPercent = (neededMs: number, base: number) =>
    neededMs > (percent / 100) * base ? neededMs : 0;
  const resolved = seen
    .map(({ base, value, reach }) => beyondPercent(Math.abs(value) + reach, base))
    .sort((a, b) => a - b);
  const quiet = seen.map(({ base, value, reach }) => beyondPercent(Math.abs(value) - reach, base));
  const needed = [resolved[Math.ceil(wantedShare * resolved.length) - 1] as number, ...quiet];
  const floorMs = Math.ceil(Math.max(...needed) / floorStepMs) * floorStepMs;
  return Math.max(floorStepMs, floorMs);
}

/**
 * The margin with which these comparisons of a product with itself would have called nothing changed and 95 % of the
 * latencies the same. For each of 5, 10, 15 and 20 % there is a smallest floor; of these four margins, the one that is
 * smallest on average over the steps is advised.
 *
 * @param seen at least one
 */
export function adviseMargin(seen: Unchanged[]): Margin {
  const [best] = percents
    .map((percent) => ({ percent, floorMs: leastFloorMs(seen, percent) }))
    .sort((a, b) => meanMarginMs(seen, a) - meanMarginMs(seen, b) || a.percent - b.percent);
  return best as Margin;
}
