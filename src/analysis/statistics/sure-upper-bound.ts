import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { effectiveOf, tallyHits } from './effective-samples.ts';
import type { Pool } from './pool.ts';

const confidence = 0.95;

/**
 * The largest value within the limit, if the percentile is no higher at 95 % confidence; otherwise
 * `undefined`.
 *
 * Far below a limit, all samples of a user meet it, however much they differ from each other. So the test is
 * made at the limit: whether, with this confidence, more than `quantile` of all samples would be within it.
 * It is the lower bound of Korn and Graubard (1998) for that share, from the binomial distribution with the
 * effective sample size.
 *
 * @param quantile 0–1
 */
export function sureUpperBound(
  { values, users, known }: Pool,
  quantile: number,
  limit: number,
): number | undefined {
  let within = known;
  while (within > 0 && (values[within - 1] as number) > limit) within -= 1;
  if (within === 0) return undefined;
  const { samples } = effectiveOf(
    tallyHits(users, (index) => index < within),
    confidence,
  );
  if (samples < 1) return undefined;
  const worthWithin = (within / values.length) * samples;
  const chance = betaCdf(quantile, worthWithin, samples - worthWithin + 1);
  return chance <= 1 - confidence ? values[within - 1] : undefined;
}
