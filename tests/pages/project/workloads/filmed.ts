import type { Workload } from 'footfall';

export default {
  name: 'filmed',
  model: 'closed',
  users: 2,
  seed: 1,
  mix: { hurried: 1, careful: 1 },
  thinkTimeMs: { min: 1000, max: 1200 },
  keyDelayMs: { min: 50, max: 60 },
  rampMs: 0,
  steadyStateMs: 4000,
  stepTimeoutMs: 5000,
  viewport: { width: 600, height: 400 },
  budgets: [],
} satisfies Workload;
