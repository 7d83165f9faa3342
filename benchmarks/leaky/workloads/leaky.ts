import type { Workload } from 'footfall';

/** Two users for a few seconds: what leaks does so at once. */
export default {
  name: 'leaky',
  model: 'closed',
  users: 2,
  usersPerWorker: 1,
  seed: 1,
  mix: { search: 1, 'give up': 1 },
  thinkTimeMs: { min: 300, max: 400 },
  keyDelayMs: { min: 0, max: 0 },
  rampMs: 300,
  steadyStateMs: 8000,
  stepTimeoutMs: 2500,
  viewport: { width: 400, height: 300 },
  budgets: ['strict'],
  audits: true,
} satisfies Workload;
