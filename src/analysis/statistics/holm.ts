/**
 * Which of several hypotheses are rejected, so that with the probability 1 − alpha none of them was true: of many limits that
 * all hold, one looks missed by chance sooner or later.
 *
 * The smallest probability is held against alpha ÷ all, the next against alpha ÷ (all − 1) and so on, until one is too large.
 * Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979), 65–70.
 *
 * @param probabilities of seeing as much or more when the hypothesis is true; in any order
 * @returns in the same order
 */
export function holm(probabilities: number[], alpha: number): boolean[] {
  const order = probabilities.map((_, index) => index);
  order.sort((a, b) => (probabilities[a] as number) - (probabilities[b] as number));
  const rejected = probabilities.map(() => false);
  for (const [rank, index] of order.entries()) {
    if ((probabilities[index] as number) > alpha / (probabilities.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
