import type { AuditedPageAnalysis, StepAnalysis } from '../../sample/analysis.ts';
import type { SlowQuery } from '../../sample/diagnosis.ts';
import type { DatabaseSample, ReplaySample } from '../../sample/evidence.ts';
import { groupBy } from '../../sample/group-by.ts';
import { groupOfLayer, type LayerGroup } from '../../sample/layer-groups.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepKind, StepSample } from '../../sample/sample.ts';
import { auditAnalysis } from '../audits.ts';
import { judgeContamination, thresholdsOf } from '../load/contamination.ts';
import type { RunWindow } from '../load/run-window.ts';
import { signalSeries } from '../load/signals.ts';
import { layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';

/** An answered step of the steady state. */
export interface AnsweredStep {
  sample: StepSample;
  latencyMs: number;
  /** The parts of the latency by layer; a missing layer took 0. */
  layersMs: Partial<Record<LayerGroup, number>>;
  /** The finer parts, as in `src/analysis/steps/layers.ts`. */
  partsMs: ReadonlyMap<string, number>;
  /** Whether a signal of the load generator was above its threshold during the step. */
  contaminated: boolean;
}

/** The answered steps of one name. */
interface NamedSteps {
  journey: string;
  step: string;
  kind: StepKind;
  steps: AnsweredStep[];
  analysis?: StepAnalysis;
}

/** One of the slowest requests, replayed alone. */
export interface Replay {
  sample: ReplaySample;
  query: SlowQuery;
}

/** One reading of a source. */
export interface Point {
  at: number;
  value: number;
}

/** Everything that rules may read. */
export interface Evidence {
  /** Of the whole run, in order of time: caches and pages fill up before the steady state begins. */
  samples: StepSample[];
  /** Of the steady state, including failed steps. */
  steady: StepSample[];
  answered: AnsweredStep[];
  names: NamedSteps[];
  /** Total latency of all answered steps. */
  totalMs: number;
  /** Readings of the steady state, in order of time; empty if there are none. */
  points(source: string, metric: string): Point[];
  /** Absent if PostgreSQL could not be queried. */
  database?: DatabaseSample;
  replays: Replay[];
  /** Lighthouse results; empty if it did not run. */
  pages: AuditedPageAnalysis[];
  window: RunWindow;
}

export function evidenceOf(
  record: RunRecord,
  found: {
    steady: StepSample[];
    window: RunWindow;
    stepAnalyses: StepAnalysis[];
    slowQueries: SlowQuery[];
  },
): Evidence {
  const { samples } = record;
  const { steady, window } = found;
  const names = namedSteps(record, steady, found.stepAnalyses);
  const answered = names.flatMap(({ steps }) => steps);
  const database = samples.findLast((sample) => sample.type === 'database');
  const bySource = groupBy(record.telemetry, ({ source }) => source);
  return {
    samples: samples
      .filter((sample) => sample.type === 'step')
      .sort((a, b) => (a.inputAt ?? a.intendedAt) - (b.inputAt ?? b.intendedAt)),
    steady,
    answered,
    names,
    totalMs: answered.reduce((sum, step) => sum + step.latencyMs, 0),
    points: (source, metric) =>
      (bySource.get(source) ?? [])
        .flatMap(({ at, intervalMs, values }) => {
          const value = values[metric];
          const middle = at - intervalMs / 2;
          const isSteady = middle >= window.steadyStartAt && middle < window.steadyEndAt;
          return value === undefined || !isSteady ? [] : [{ at, value }];
        })
        .sort((a, b) => a.at - b.at),
    ...(database && { database }),
    replays: samples.flatMap((sample) => {
      if (sample.type !== 'replay') return [];
      const query = found.slowQueries.find(({ stepId }) => stepId === sample.stepId);
      return query ? [{ sample, query }] : [];
    }),
    pages: auditAnalysis(samples)?.pages ?? [],
    window,
  };
}

function namedSteps(
  { run, telemetry }: RunRecord,
  steady: StepSample[],
  analyses: StepAnalysis[],
): NamedSteps[] {
  const series = signalSeries(telemetry);
  const { thresholds } = thresholdsOf(run.calibration);
  // Sorted, so that floating-point sums do not depend on which user's file was read first.
  const inOrder = steady.toSorted((a, b) => a.intendedAt - b.intendedAt || (a.id < b.id ? -1 : 1));
  const byName = groupBy(inOrder, ({ journey, step }) => JSON.stringify([journey, step]));
  return [...byName.values()].map((samples) => {
    const { journey, step, kind } = samples[0] as StepSample;
    const source = commonPaintSource(samples);
    const analysis = analyses.find((one) => one.journey === journey && one.step === step);
    const steps = samples.flatMap((sample): AnsweredStep[] => {
      if (sample.outcome.status !== 'ok' || source === undefined) return [];
      const ms = latencyMs(sample, source);
      if (ms === undefined) return [];
      const partsMs = layersOf(sample, ms);
      const contaminated = judgeContamination(sample, series, thresholds).above.length > 0;
      return [{ sample, latencyMs: ms, partsMs, layersMs: byLayer(partsMs), contaminated }];
    });
    return { journey, step, kind, steps, ...(analysis && { analysis }) };
  });
}

function byLayer(partsMs: ReadonlyMap<string, number>): AnsweredStep['layersMs'] {
  const layersMs: AnsweredStep['layersMs'] = {};
  for (const [part, ms] of partsMs) {
    const layer = groupOfLayer(part);
    layersMs[layer] = (layersMs[layer] ?? 0) + ms;
  }
  return layersMs;
}
