import type { Workload } from '../sample/workload.ts';

/** The default workload of a project that has none: ten users walk all journeys for a minute. */
export function usualWorkload(journeys: string[], budgets: string[]): Workload {
  return {
    name: 'usual',
    model: 'closed',
    users: 10,
    seed: 1,
    mix: Object.fromEntries(journeys.map((journey) => [journey, 1])),
    thinkTimeMs: { min: 2000, max: 6000 },
    keyDelayMs: { min: 80, max: 200 },
    rampMs: 5000,
    steadyStateMs: 60_000,
    stepTimeoutMs: 15_000,
    viewport: { width: 1280, height: 720 },
    budgets,
  };
}
