import { quantileSorted } from 'simple-statistics';
import { percentiles } from '../../sample/budget.ts';
import type { ErrorSummary } from '../../sample/calibration.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';

/**
 * The `Server-Timing` name under which the calibration server reports the intended duration of its response.
 */
const nominalEntry = 'nominal';
/** The step that never gets a response: its true duration is the step time-out. */
const unansweredStep = 'no answer';

/** Steps whose answer comes as a whole once its time is over. */
const plainSteps = ['fixed', 'uniform', 'heavy-tailed', 'large'];

/** A step whose true latency is known. */
export interface KnownStep {
  step: StepSample;
  truthMs: number;
  /** Measured latency minus the truth. */
  errorMs: number;
}

export interface KnownSteps {
  known: KnownStep[];
  /**
   * Steps with an unexpected outcome: caused by the measuring machine, since the server always behaves as
   * specified.
   */
  failed: StepSample[];
}

const steadySteps = ({ samples }: RunRecord): StepSample[] =>
  samples.filter((sample) => sample.type === 'step').filter((step) => step.phase === 'steady');

/** The paint at which the latencies of each step end, the same in all the records that are compared. */
export type PaintSources = ReadonlyMap<string, PaintSource>;

export function commonPaintSources(records: RunRecord[]): PaintSources {
  const byName = groupBy(records.flatMap(steadySteps), ({ step }) => step);
  return new Map(
    [...byName].flatMap(([name, steps]) => {
      const source = commonPaintSource(steps);
      return source === undefined ? [] : [[name, source] as const];
    }),
  );
}

/**
 * Compares the steady steps of a calibration run with the truth. An answered step whose truth the server did
 * not report is left out, and so is a doubtful one: nobody relies on its latency.
 */
export function knownSteps(record: RunRecord, sources: PaintSources): KnownSteps {
  const found: KnownSteps = { known: [], failed: [] };
  for (const step of steadySteps(record)) {
    const unanswered = step.step === unansweredStep;
    if (step.outcome.status !== (unanswered ? 'timeout' : 'ok')) {
      found.failed.push(step);
      continue;
    }
    const truthMs = unanswered
      ? record.run.workload.stepTimeoutMs
      : step.request?.serverTimingMs[nominalEntry];
    const source = sources.get(step.step);
    const measuredMs = unanswered || source === undefined ? step.responseMs : latencyMs(step, source);
    if (truthMs === undefined || measuredMs === undefined || step.doubts) continue;
    found.known.push({ step, truthMs, errorMs: measuredMs - truthMs });
  }
  return found;
}

const sorted = (values: number[]) => values.toSorted((a, b) => a - b);

/** @returns `undefined` without any value */
export function errorSummary(errorsMs: number[]): ErrorSummary | undefined {
  const values = sorted(errorsMs);
  const max = values.at(-1);
  if (max === undefined) return undefined;
  return { p50: quantileSorted(values, percentiles.p50), p95: quantileSorted(values, percentiles.p95), max };
}

/** How long a request took beyond the server's own time, at the median; `undefined` if none was timed. */
export function handOverMsOf(known: KnownStep[]): number | undefined {
  const ms = known.flatMap(({ step: { step, request }, truthMs }) =>
    plainSteps.includes(step) && request?.sentMs !== undefined && request.responseStartMs !== undefined
      ? [Math.max(0, request.responseStartMs - request.sentMs - truthMs)]
      : [],
  );
  return errorSummary(ms)?.p50;
}

/** The errors of a single user: those that a page has by itself, even on an idle machine. */
export interface Floor {
  /** Median error by step, in milliseconds. */
  medianMs: ReadonlyMap<string, number>;
  /** How the errors scatter around the medians of their steps, in milliseconds. */
  scatterMs: ErrorSummary;
}

/** @returns `undefined` if no step has a known truth */
export function floorOf(record: RunRecord, sources: PaintSources): Floor | undefined {
  const { known } = knownSteps(record, sources);
  const medianMs = new Map(
    [...groupBy(known, ({ step }) => step.step)].map(([name, steps]) => [
      name,
      quantileSorted(sorted(steps.map(({ errorMs }) => errorMs)), 0.5),
    ]),
  );
  const scatterMs = errorSummary(excesses(known, medianMs).map(({ excessMs }) => excessMs));
  return scatterMs && { medianMs, scatterMs };
}

/**
 * How far the error of each step is above the median of that step in the floor, in milliseconds, so that
 * steps of all kinds can be pooled: a large response takes longer to render than a small one. A step that the
 * floor does not have is left out.
 */
export function excesses(
  known: KnownStep[],
  medianMs: Floor['medianMs'],
): { step: StepSample; excessMs: number }[] {
  return known.flatMap(({ step, errorMs }) => {
    const floorMs = medianMs.get(step.step);
    return floorMs === undefined ? [] : [{ step, excessMs: errorMs - floorMs }];
  });
}
