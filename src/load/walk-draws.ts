import { type Random, randomStream } from './random.ts';

/** What is drawn in a walk: how long to think and how to type, what to search for, which of several results to take. */
type Purpose = 'pace' | 'queries' | 'choices';

/**
 * The draws of one user's walk. They are anew for each: a journey that breaks off leaves those of the next ones as they are, and a
 * walk can be repeated.
 */
export function walkDraws(seed: number, user: number): (purpose: Purpose, iteration: number) => Random {
  return (purpose, iteration) => randomStream(seed, `${purpose} of user ${user} in iteration ${iteration}`);
}
