import type { Workload } from 'footfall';

/** Fifty concurrent users for a minute: the product's own target, and what `npm start` runs. */
export default {
  name: 'peak',
  model: 'closed',
  users: 50,
  seed: 1,
  // Six in ten steps are then queries: enough for a p99 over a minute, and for a p95 of every 10 seconds.
  mix: { 'search and refine': 48, browse: 20, 'look up': 12, recover: 10, explore: 10 },
  thinkTimeMs: { min: 2000, max: 6000 },
  keyDelayMs: { min: 80, max: 200 },
  rampMs: 10_000,
  steadyStateMs: 60_000,
  stepTimeoutMs: 15_000,
  viewport: { width: 800, height: 600 },
  budgets: ['acceptance', 'all-journeys', 'look-up', 'search-and-refine', 'explore', 'recover', 'browse'],
  audits: true,
} satisfies Workload;
