import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** With so many degrees of freedom Student's distribution is the normal one, to all digits. */
const asIfNormal = 1e12;

/** What a standard normal variable stays below with this probability. */
export const normalQuantile = (probability: number) => studentQuantile(probability, asIfNormal);
