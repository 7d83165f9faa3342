import type { Workload } from '../../sample/workload.ts';

/** The same as in the published trials, so that the results are comparable. */
export default {
  name: 'plain',
  model: 'closed',
  users: 50,
  seed: 1,
  mix: { ask: 1 },
  thinkTimeMs: { min: 1500, max: 4500 },
  keyDelayMs: { min: 0, max: 0 },
  rampMs: 5000,
  steadyStateMs: 30_000,
  stepTimeoutMs: 10_000,
  viewport: { width: 800, height: 600 },
  budgets: ['answered'],
} satisfies Workload;
