import type { Workload } from 'footfall';

/** Twelve users at a normal pace, on all journeys, for forty seconds: enough to see why a product is slow. */
export default {
  name: 'diagnose',
  model: 'closed',
  users: 12,
  usersPerWorker: 4,
  seed: 1,
  mix: { 'search and refine': 4, browse: 2, 'look up': 2, recover: 2, explore: 2 },
  thinkTimeMs: { min: 500, max: 1500 },
  keyDelayMs: { min: 40, max: 90 },
  rampMs: 2000,
  steadyStateMs: 40_000,
  stepTimeoutMs: 15_000,
  viewport: { width: 800, height: 600 },
  budgets: [],
} satisfies Workload;
