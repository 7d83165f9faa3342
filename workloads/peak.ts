import type { Workload } from '../src/sample/workload.ts';

/** Fifty people at once, for a minute: the product's own target, and what `npm start` runs. */
export default {
  name: 'peak',
  model: 'closed',
  users: 50,
  seed: 1,
  // Half of the steps are queries then, so that a minute bears a p99 over them.
  mix: { 'search and refine': 34, browse: 22, 'look up': 20, recover: 12, explore: 12 },
  thinkTimeMs: { min: 2000, max: 6000 },
  keyDelayMs: { min: 80, max: 200 },
  rampMs: 10_000,
  steadyStateMs: 60_000,
  stepTimeoutMs: 15_000,
  viewport: { width: 800, height: 600 },
  budgets: ['acceptance', 'all-journeys', 'look-up', 'search-and-refine', 'explore', 'recover', 'browse'],
} satisfies Workload;
