/**
 * Which of several hypotheses to reject so that, with probability 1 − alpha, none of the rejected ones is
 * true: if many limits are all met, sooner or later one looks missed by chance.
 *
 * The smallest p-value is compared with alpha ÷ n, the next one with alpha ÷ (n − 1) and so on, until one is
 * too large. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979), 65–70.
 *
 * @param probabilities p-values, in any order
 * @returns whether each is rejected, in the same order
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
