import type { Workload } from '../sample/workload.ts';

/** What a project runs if it has no workload of that name. */
export interface UsualWorkloads {
  /** `footfall run` without any workloads: ten users who walk all journeys for a minute. */
  run: Workload;
  /** `footfall compare`, `ci` and `experiment`: many short steps on both versions, in few workers. */
  compare: Workload;
}

/**
 * @param journeys that users walk, each with the same weight
 * @param budgets that judge a run
 */
export function usualWorkloads(journeys: string[], budgets: string[]): UsualWorkloads {
  const run: Workload = {
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
  const compare: Workload = {
    ...run,
    name: 'compare',
    users: 12,
    usersPerWorker: 4,
    thinkTimeMs: { min: 400, max: 800 },
    keyDelayMs: { min: 30, max: 60 },
    rampMs: 2000,
    steadyStateMs: 75_000,
    budgets: [],
  };
  return { run, compare };
}
