import type { Workload } from 'footfall';

export default {
  name: 'astray',
  model: 'closed',
  users: 1,
  seed: 1,
  mix: { astray: 1 },
  thinkTimeMs: { min: 1000, max: 1200 },
  keyDelayMs: { min: 50, max: 60 },
  rampMs: 0,
  steadyStateMs: 4000,
  stepTimeoutMs: 5000,
  viewport: { width: 600, height: 400 },
  budgets: [],
} satisfies Workload;
