export interface ChangePoint {
  /** Index of the first value at the new level. */
  index: number;
  /** Probability of a change at least this clear if there is none (p-value). */
  probability: number;
}

/** With fewer values, even the clearest change may be due to chance. */
const fewestValues = 8;

/**
 * Up to this many values, all permutations are counted. For more, counting takes too long and Pettitt's
 * approximation is close.
 */
const mostToCount = 16;

/** Ranks, starting at 1; ties get their mean rank. */
function ranksOf(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/**
 * The share of all permutations of these ranks in which the statistic reaches at least this value. For each
 * subset of the ranks, counts its permutations that stay below it.
 */
function exactProbability(ranks: number[], statistic: number): number {
  const count = ranks.length;
  const staying = new Float64Array(2 ** count);
  const statistics = new Float64Array(2 ** count);
  staying[0] = 1;
  for (let subset = 1; subset < staying.length; subset += 1) {
    const lowest = 31 - Math.clz32(subset & -subset);
    const before = statistics[subset & (subset - 1)] as number;
    const reached = before + 2 * (ranks[lowest] as number) - (count + 1);
    statistics[subset] = reached;
    if (Math.abs(reached) >= statistic) continue;
    let orders = 0;
    for (let rest = subset; rest !== 0; rest &= rest - 1) {
      orders += staying[subset ^ (rest & -rest)] as number;
    }
    staying[subset] = orders;
  }
  let all = 1;
  for (let factor = 2; factor <= count; factor += 1) all *= factor;
  return 1 - (staying.at(-1) as number) / all;
}

/**
 * The clearest change of level in a series: where the values before and after it differ most by rank.
 *
 * U(t) = 2 · (sum of the ranks of the first t values) − t (n + 1); the change comes after the t with the
 * highest |U|, called K. Pettitt, "A non-parametric approach to the change-point problem", Applied Statistics
 * 28 (1979), 126–135. His p-value, 2 exp(−6 K² ÷ (n³ + n²)), is too conservative for few values, so for up to
 * 16 values all permutations are counted instead.
 *
 * @param values in chronological order
 * @returns `undefined` for fewer than 8 values, and if all are equal
 */
export function changePoint(values: number[]): ChangePoint | undefined {
  const count = values.length;
  if (count < fewestValues) return undefined;
  const ranks = ranksOf(values);
  let reached = 0;
  let statistic = 0;
  let index = 0;
  for (const [at, rank] of ranks.entries()) {
    reached += 2 * rank - (count + 1);
    if (Math.abs(reached) > statistic) {
      statistic = Math.abs(reached);
      index = at + 1;
    }
  }
  if (statistic === 0) return undefined;
  const probability =
    count <= mostToCount
      ? exactProbability(ranks, statistic)
      : Math.min(1, 2 * Math.exp((-6 * statistic ** 2) / (count ** 3 + count ** 2)));
  return { index, probability };
}

/**
 * All changes of level, by binary segmentation: the series is split at the clearest change, then each part
 * again, as long as the p-value is at most alpha. A change in the last few values is detected only once there
 * are more of them: of 30 values, seven at an alpha of 1 %.
 *
 * @param values in chronological order
 * @returns in chronological order
 */
export function changePoints(values: number[], alpha: number): ChangePoint[] {
  const clearest = changePoint(values);
  if (clearest === undefined || clearest.probability > alpha) return [];
  const { index } = clearest;
  const after = changePoints(values.slice(index), alpha);
  return [
    ...changePoints(values.slice(0, index), alpha),
    clearest,
    ...after.map((change) => ({ ...change, index: change.index + index })),
  ];
}
