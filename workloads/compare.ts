import type { Workload } from 'footfall';

/**
 * Twelve users who alternate between two versions: as many pairs of each step as two cores allow below 60 %
 * CPU, in little more than a minute. Few workers, so that it starts quickly.
 */
export default {
  name: 'compare',
  model: 'closed',
  users: 12,
  usersPerWorker: 4,
  seed: 1,
  mix: { 'search and refine': 1, 'look up': 1, browse: 1 },
  thinkTimeMs: { min: 300, max: 700 },
  keyDelayMs: { min: 30, max: 60 },
  rampMs: 2000,
  steadyStateMs: 75_000,
  stepTimeoutMs: 15_000,
  viewport: { width: 800, height: 600 },
  budgets: [],
} satisfies Workload;
