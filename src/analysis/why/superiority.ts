import studentCdf from '@stdlib/stats-base-dists-t-cdf';

/** With this many degrees of freedom, Student's t-distribution is close enough to the normal distribution. */
const asIfNormal = 1e6;

/**
 * How often a value of the first group exceeds one of the second, with ties counting half, and the one-sided p-value of that
 * if both groups have the same distribution: Mann and Whitney, "On a test of whether one of two random variables is
 * stochastically larger than the other", Annals of Mathematical Statistics 18 (1947), 50–60, with the normal
 * approximation, corrected for ties and for continuity.
 *
 * @returns undefined if there is nothing to compare: a group is empty, or all values are the same
 */
export function superiority(
  values: number[],
  others: number[],
): { superiority: number; chance: number } | undefined {
  const pairs = values.length * others.length;
  const all = values.length + others.length;
  if (pairs === 0) return undefined;
  const ranked = [
    ...values.map((value) => ({ value, mine: true })),
    ...others.map((value) => ({ value, mine: false })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < all; ) {
    let end = start;
    let mine = 0;
    for (; end < all && ranked[end]?.value === ranked[start]?.value; end += 1) {
      if (ranked[end]?.mine) mine += 1;
    }
    const alike = end - start;
    // Equal values share the mean of their ranks, which count from 1.
    rankSum += (mine * (start + 1 + end)) / 2;
    ties += alike ** 3 - alike;
    start = end;
  }
  const above = rankSum - (values.length * (values.length + 1)) / 2;
  const variance = (pairs / 12) * (all + 1 - ties / (all * (all - 1)));
  // Rounding can leave a tiny variance where all values are the same.
  if (variance < 1e-9) return undefined;
  const distance = (above - pairs / 2 - 0.5) / Math.sqrt(variance);
  return { superiority: above / pairs, chance: studentCdf(-distance, asIfNormal) };
}
