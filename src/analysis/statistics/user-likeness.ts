import { normalQuantile } from './normal-quantile.ts';

interface Ranked {
  /** Sum of the ranks of each user, relative to the middle rank. */
  sums: Map<number, { samples: number; ranks: number }>;
  /** Sum of the squared distances of all ranks from the middle one. */
  squares: number;
}

/** Ranks by user; ties get their mean rank. */
function rank(values: ArrayLike<number>, users: ArrayLike<number>): Ranked {
  const sums: Ranked['sums'] = new Map();
  const middle = (values.length - 1) / 2;
  let squares = 0;
  for (let start = 0; start < values.length; ) {
    let end = start + 1;
    while (end < values.length && values[end] === values[start]) end += 1;
    const rank = (start + end - 1) / 2 - middle;
    for (let index = start; index < end; index += 1) {
      const user = users[index] as number;
      const ofUser = sums.get(user);
      if (ofUser === undefined) sums.set(user, { samples: 1, ranks: rank });
      else {
        ofUser.samples += 1;
        ofUser.ranks += rank;
      }
    }
    squares += (end - start) * rank ** 2;
    start = end;
  }
  return { sums, squares };
}

/**
 * For two normal variables with this correlation, the correlation of whether each is below the quantile: the
 * bivariate normal density, integrated over the correlation. Sheppard 1899;
 * https://en.wikipedia.org/wiki/Polychoric_correlation
 */
function likenessBelow(quantile: number, correlation: number): number {
  const z = normalQuantile(quantile);
  const end = Math.asin(correlation);
  const pieces = 20;
  let sum = 0;
  for (let piece = 0; piece <= pieces; piece += 1) {
    const weight = piece === 0 || piece === pieces ? 1 : piece % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-(z ** 2) / (1 + Math.sin((end * piece) / pieces)));
  }
  const simpson = (sum * end) / (3 * pieces);
  return simpson / (2 * Math.PI * quantile * (1 - quantile));
}

/**
 * The design effect for samples below the quantile: the factor by which they carry less information because
 * samples of one user are correlated, estimated from all samples. It uses the intraclass correlation of their
 * ranks (analysis of variance; Donner, "A review of inference procedures for the intraclass correlation
 * coefficient in the one-way random effects model", International Statistical Review 54 (1986), 67–82),
 * converted to the quantile as if the users were normally distributed (Pearson 1907: 2 sin(πr ÷ 6)), and
 * Kish's design effect, 1 + (Σm² ÷ n − 1) · correlation, for users with m samples each.
 *
 * @param values in ascending order
 * @param users the user of each value
 * @returns at least 1
 */
export function designEffectByRank(
  values: ArrayLike<number>,
  quantile: number,
  users: ArrayLike<number>,
): number {
  const { sums, squares } = rank(values, users);
  const all = values.length;
  const degreesBetween = sums.size - 1;
  const degreesWithin = all - sums.size;
  if (squares === 0 || degreesBetween < 1 || degreesWithin < 1) return 1;
  let between = 0;
  let each = 0;
  for (const { samples, ranks } of sums.values()) {
    between += ranks ** 2 / samples;
    each += samples ** 2 / all;
  }
  const typical = (all - each) / degreesBetween;
  const variance = between / degreesBetween;
  const within = (squares - between) / degreesWithin;
  const correlation = (variance - within) / (variance + (typical - 1) * within);
  if (correlation <= 0) return 1;
  return 1 + (each - 1) * likenessBelow(quantile, 2 * Math.sin((Math.PI * correlation) / 6));
}
