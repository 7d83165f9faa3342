import { type Random, randomStream } from './random.ts';

/** What is drawn in a walk: think time and typing, what to search for, which of several results to open. */
type Purpose = 'pace' | 'queries' | 'choices';

/**
 * The random draws of one user's walk. Each iteration has its own stream, so a journey that breaks off does
 * not change the draws of the next ones, and a walk can be repeated.
 */
export function walkDraws(seed: number, user: number): (purpose: Purpose, iteration: number) => Random {
  return (purpose, iteration) => randomStream(seed, `${purpose} of user ${user} in iteration ${iteration}`);
}
