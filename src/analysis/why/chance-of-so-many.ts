/**
 * The probability that a random choice contains at least this many marked items: the upper tail of the hypergeometric
 * distribution, which is Fisher's one-sided exact test (https://mathworld.wolfram.com/HypergeometricDistribution.html).
 *
 * Weights are computed outwards from the most likely count, each from its neighbour, so that none overflows.
 *
 * @param seen marked items among the chosen ones
 * @param chosen at most `all`
 * @param marked at most `all`
 */
export function chanceOfSoMany(seen: number, chosen: number, marked: number, all: number): number {
  const least = Math.max(0, chosen + marked - all);
  const most = Math.min(chosen, marked);
  const likeliest = Math.floor(((chosen + 1) * (marked + 1)) / (all + 2));
  let total = 0;
  let tail = 0;
  const add = (count: number, weight: number) => {
    total += weight;
    if (count >= seen) tail += weight;
  };
  let weight = 1;
  for (let count = likeliest; count <= most; count += 1) {
    add(count, weight);
    weight *= ((marked - count) * (chosen - count)) / ((count + 1) * (all - marked - chosen + count + 1));
  }
  weight = 1;
  for (let count = likeliest; count > least; count -= 1) {
    weight *= (count * (all - marked - chosen + count)) / ((marked - count + 1) * (chosen - count + 1));
    add(count - 1, weight);
  }
  return tail / total;
}
