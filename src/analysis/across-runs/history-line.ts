import type { Analysis } from '../../sample/analysis.ts';
import type { HistoryLine } from '../../sample/history.ts';

/** Tenths of a millisecond are more precise than a trend shows. */
const rounded = (ms: number) => Math.round(ms * 10) / 10;

/**
 * The part of a run that is kept for trends.
 *
 * @param footfall version that measured it
 */
export function historyLine(
  { run, steps, verdict }: Pick<Analysis, 'run' | 'steps' | 'verdict'>,
  footfall: string,
): HistoryLine {
  const { cpuModel, cores, memoryBytes } = run.environment;
  return {
    schemaVersion: 1,
    id: run.id,
    startedAt: run.startedAt,
    workload: run.workload,
    users: run.users,
    seed: run.seed,
    viewport: run.viewport,
    ...(run.commit !== undefined && { commit: run.commit }),
    footfall,
    browser: run.browser.version,
    machine: { cpuModel, cores, memoryBytes },
    targetUrl: run.target.url,
    outcome: verdict.outcome,
    steps: steps.map(({ journey, step, samples, errors, latencyMs }) => ({
      journey,
      step,
      samples,
      errors,
      ...(latencyMs && { latencyMs: { p50: rounded(latencyMs.p50), p95: rounded(latencyMs.p95) } }),
    })),
  };
}
