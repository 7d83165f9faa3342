import type { Workload } from 'footfall';

/** Three users in one worker, for some seconds. The product meets the budgets as long as it works. */
export default {
  name: 'brief',
  model: 'closed',
  users: 3,
  usersPerWorker: 3,
  seed: 1,
  mix: { search: 1 },
  thinkTimeMs: { min: 400, max: 600 },
  keyDelayMs: { min: 0, max: 0 },
  rampMs: 300,
  steadyStateMs: 8000,
  stepTimeoutMs: 4000,
  viewport: { width: 400, height: 300 },
  budgets: ['brief'],
} satisfies Workload;
