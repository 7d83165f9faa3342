import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** How much evidence samples of several users carry, given that the samples of one user resemble each other. */
export interface EffectiveSamples {
  /** As many independent samples would say as much; need not be whole. 0 when one user alone gave them. */
  samples: number;
  /** Users less one. */
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
 * The variance of a share p when users are drawn anew, over that of n independent samples, p(1 − p) ÷ (n − 1), is the design
 * effect: as many times fewer samples would say as much. It is at least 1, since luck can make users look more alike than
 * chance allows. The number is then lowered by (t of all samples ÷ t of the users)²: few users tell their variance badly.
 *
 * Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
 * survey data", Survey Methodology 24 (1998), 193–201. When every sample is a hit, or none is, nothing tells how users differ,
 * and only the second of the two reductions is made.
 *
 * @param confidence one-sided, of the bounds it is meant for; above 0.5
 * @param designEffect what is known of it from elsewhere: it is at least this
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
 * How many independent samples would say as much about the share of hits as these do.
 *
 * @param users who gave each sample; as long as `hits`
 * @param confidence one-sided, of the bounds it is meant for; above 0.5
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
