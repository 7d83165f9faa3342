export interface ChangePoint {
  /** Where the new level begins: position of its first value. */
  index: number;
  /** Of so clear a change by chance, were there none. */
  probability: number;
}

/** Below it even the clearest change may be chance. */
const fewestValues = 8;

/** Up to here all orders are counted; beyond it Pettitt's approximation is close, and that many orders take too long. */
const mostToCount = 16;

/** Ranks from 1; equal values share the mean of theirs. */
function ranksOf(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/**
 * The share of all orders of these ranks in which the statistic is at least this high somewhere. Counts, for each subset of
 * the ranks, the orders of it that stayed below.
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
 * U(t) = 2 · (ranks of the first t values, summed up) − t (n + 1); the change comes after the t where |U| is highest, K.
 * Pettitt, "A non-parametric approach to the change-point problem", Applied Statistics 28 (1979), 126–135. His probability,
 * 2 exp(−6 K² ÷ (n³ + n²)), is too cautious for few values, so up to 16 of them all orders are counted instead.
 *
 * @param values in order of time
 * @returns undefined below 8 values, and when all are equal
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
 * All changes of level: the series is cut at the clearest one, then each part again, as long as the probability is at most
 * alpha (binary segmentation). A change in the last few values stays unseen until there are more: of 30, seven at an alpha of 1 %.
 *
 * @param values in order of time
 * @returns in order of time
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
