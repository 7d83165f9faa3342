import type { Analysis } from '../sample/analysis.ts';
import type { RunRecord } from '../sample/record.ts';
import type { RunWindow } from './load/run-window.ts';

/** The run's configuration and environment: the part of its record that reports show. */
export function runFacts({ run, unreadable }: RunRecord, { cutShort }: RunWindow): Analysis['run'] {
  const { workload, target } = run;
  return {
    id: run.id,
    startedAt: run.startedAt,
    workload: workload.name,
    model: workload.model,
    seed: workload.seed,
    users: workload.users,
    workers: run.workers,
    steadyStateMs: workload.steadyStateMs,
    rampMs: workload.rampMs,
    thinkTimeMs: workload.thinkTimeMs,
    ...(cutShort !== undefined && { cutShort }),
    unreadable,
    ...(run.commit !== undefined && { commit: run.commit }),
    browser: run.browser,
    viewport: `${workload.viewport.width}×${workload.viewport.height}`,
    environment: run.environment,
    target: {
      url: target.url,
      ...(target.documents !== undefined && { documents: target.documents }),
      ...(target.tiers && { tiers: target.tiers.map(({ name, kind }) => ({ name, kind })) }),
    },
  };
}
