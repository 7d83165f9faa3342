import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { normalQuantile } from './normal-quantile.ts';

/**
 * The share of a distribution below the sample of rank r out of n is Beta(r, n + 1 − r). With fractional
 * ranks, a bound can lie between two samples, so that it has exactly the requested confidence instead of
 * slightly more.
 *
 * Hutson, "Calibrating nonparametric confidence intervals for quantiles using fractional order statistics",
 * Journal of Applied Statistics 26 (1999), 343–353.
 *
 * @param rank 1 to `samples`, may be fractional
 * @param samples may be fractional
 * @param quantile 0–1
 * @returns the probability that the sample of this rank is at or below the true quantile
 */
export function probabilityBelow(rank: number, samples: number, quantile: number): number {
  return betaCdf(quantile, rank, samples + 1 - rank);
}

/** Tolerance of ranks, and of probabilities relative to the smaller tail. */
const precision = 1e-6;

/** After this many Newton steps with the normal slope, bisection does the rest; it always converges. */
const newtonSteps = 12;

/**
 * The rank that is at or below the true quantile with this probability. The search starts at the normal
 * approximation; the probability falls as the rank grows.
 *
 * @returns `undefined` if it would have to be below the first sample or above the last, where there is no
 *   data
 */
export function rankBelow(probability: number, samples: number, quantile: number): number | undefined {
  if (samples < 1) return undefined;
  const excess = (rank: number) => probabilityBelow(rank, samples, quantile) - probability;
  let low = 1;
  let high = samples;
  if (excess(low) < 0 || excess(high) > 0) return undefined;
  const scatter = Math.sqrt((samples + 1) * quantile * (1 - quantile));
  const z = normalQuantile(1 - probability);
  const slope = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI) / scatter;
  const close = precision * Math.min(probability, 1 - probability);
  let rank = (samples + 1) * quantile + z * scatter;
  for (let step = 0; high - low > precision; step += 1) {
    if (rank <= low || rank >= high || step > newtonSteps) rank = (low + high) / 2;
    const off = excess(rank);
    if (Math.abs(off) < close) return rank;
    if (off > 0) low = rank;
    else high = rank;
    rank += off / slope;
  }
  return (low + high) / 2;
}
