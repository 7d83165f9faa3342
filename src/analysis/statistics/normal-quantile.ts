import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** With this many degrees of freedom, Student's t-distribution equals the normal one to all digits. */
const asIfNormal = 1e12;

/** Quantile function of the standard normal distribution. */
export const normalQuantile = (probability: number) => studentQuantile(probability, asIfNormal);
