import type { Workload } from 'footfall';

/** Two users for a few seconds, to check that everything works together. */
export default {
  name: 'smoke',
  model: 'closed',
  users: 2,
  seed: 1,
  mix: { 'look up': 1, 'search and refine': 1 },
  thinkTimeMs: { min: 200, max: 600 },
  keyDelayMs: { min: 40, max: 80 },
  rampMs: 1000,
  steadyStateMs: 12_000,
  stepTimeoutMs: 15_000,
  viewport: { width: 800, height: 600 },
  budgets: ['smoke'],
} satisfies Workload;
