import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Effective sample size of samples from several users, given that samples of one user are correlated. */
export interface EffectiveSamples {
  /**
   * Number of independent samples with the same information; may be fractional. 0 if all samples come from
   * one user.
   */
  samples: number;
  /** Number of users minus one. */
  degreesOfFreedom: number;
}

/** What each user contributed: one entry per user. */
export interface Tally {
  samples: number[];
  hits: number[];
}

/** Counts samples, and the hits among them, by user. */
export function tallyHits(users: ArrayLike<number>, isHit: (index: number) => boolean): Tally {
  const slots = new Map<number, number>();
  const samples: number[] = [];
  const hits: number[] = [];
  for (let index = 0; index < users.length; index += 1) {
    const user = users[index] as number;
    let slot = slots.get(user);
    if (slot === undefined) {
      slot = slots.size;
      slots.set(user, slot);
      samples.push(0);
      hits.push(0);
    }
    samples[slot] = (samples[slot] as number) + 1;
    if (isHit(index)) hits[slot] = (hits[slot] as number) + 1;
  }
  return { samples, hits };
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/**
 * The design effect is the variance of a share p over random samples of users, divided by the variance of n
 * independent samples, p(1 − p) ÷ (n − 1); it is the factor by which the effective sample size is smaller. It
 * is at least 1, even if users happen to look more alike than chance allows. The result is then reduced by (t
 * of all samples ÷ t of the users)², because few users give a poor estimate of their variance.
 *
 * Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data", Survey Methodology 24 (1998), 193–201. If every sample is a hit, or none is,
 * nothing shows how users differ, and only the second of the two reductions applies.
 *
 * @param confidence one-sided, of the bounds it is used for; above 0.5
 * @param designEffect lower limit of the design effect, known from elsewhere
 */
export function effectiveOf(
  { samples, hits }: Tally,
  confidence: number,
  designEffect = 1,
): EffectiveSamples {
  const users = samples.length;
  const degreesOfFreedom = Math.max(users - 1, 0);
  if (users < 2) return { samples: 0, degreesOfFreedom };
  const all = sum(samples);
  const share = sum(hits) / all;
  const squares = sum(samples.map((ofUser, user) => ((hits[user] as number) - share * ofUser) ** 2));
  const variance = ((users / degreesOfFreedom) * squares) / all ** 2;
  const ofIndependent = (share * (1 - share)) / (all - 1);
  const effect = Math.max(variance > 0 ? variance / ofIndependent : 1, designEffect);
  const scatter = studentQuantile(confidence, all - 1) / studentQuantile(confidence, degreesOfFreedom);
  return { samples: (all / effect) * scatter ** 2, degreesOfFreedom };
}

/**
 * The number of independent samples with as much information about the share of hits as these.
 *
 * @param users the user of each sample; as long as `hits`
 * @param confidence one-sided, of the bounds it is used for; above 0.5
 */
export function effectiveSamples(
  hits: ArrayLike<boolean>,
  users: ArrayLike<number>,
  confidence = 0.95,
): EffectiveSamples {
  return effectiveOf(
    tallyHits(users, (index) => hits[index] === true),
    confidence,
  );
}
