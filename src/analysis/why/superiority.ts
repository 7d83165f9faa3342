import studentCdf from '@stdlib/stats-base-dists-t-cdf';

/** With so many degrees of freedom Student's distribution is the normal one, for all that is asked here. */
const asIfNormal = 1e6;

/**
 * How often a value of the one group is above one of the other, equal ones counting half, and how likely that is so often or more
 * when both are of one kind: Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than
 * the other", Annals of Mathematical Statistics 18 (1947), 50–60, by the normal distribution, corrected for ties and for
 * continuity.
 *
 * @returns undefined when there is nothing to compare: a group is empty, or all values are the same
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
  // Rounding can leave a hair.
  if (variance < 1e-9) return undefined;
  const distance = (above - pairs / 2 - 0.5) / Math.sqrt(variance);
  return { superiority: above / pairs, chance: studentCdf(-distance, asIfNormal) };
}
