import type { DistributionMetric } from '../sample/budget.ts';
import type { PaintSource, StepSample } from '../sample/sample.ts';
import { commonPaintSource, latencyMs } from './paint-source.ts';

/** The values of one statistic, sorted upwards. */
export interface Pool {
  values: number[];
  /** How many of `values`, counted from the lowest, are known. The rest were given up: they are "at least". */
  known: number;
  paintSource?: PaintSource;
}

const ascending = (a: number, b: number) => a - b;

/**
 * Steps that were given up never got an answer, so they stand above every step that did: with the time at which they
 * were given up, or the slowest answer when that is higher. A quick failure can then never improve a percentile. Where
 * nothing was answered, the quickest to be given up takes the place of the slowest answer, and where no time is known at
 * all, there is nothing to pool: a 0 would be made up.
 *
 * @param answered in milliseconds, sorted upwards
 * @param givenUp in milliseconds, 0 where no time is known
 */
function withGivenUp(answered: number[], givenUp: number[]): Pool {
  const waited = givenUp.filter((ms) => ms > 0).sort(ascending);
  const least = answered.at(-1) ?? waited[0];
  if (least === undefined) return { values: [], known: 0 };
  const floors = givenUp.map((ms) => Math.max(ms, least)).sort(ascending);
  return { values: [...answered, ...floors], known: answered.length };
}

/**
 * What a metric says about these steps. Vitals are pooled from the steps that have them.
 *
 * @param paintSource where latencies end; to be given when these steps are only a part of what is compared
 */
export function poolOf(
  steps: StepSample[],
  metric: DistributionMetric,
  paintSource: PaintSource | undefined = commonPaintSource(steps),
): Pool {
  if (metric !== 'latencyMs' && metric !== 'correctedMs') {
    const values = steps.map((step) => step.vitals[metric]).filter((value) => value !== undefined);
    return { values: values.sort(ascending), known: values.length };
  }
  const answered: number[] = [];
  const givenUp: number[] = [];
  for (const step of steps) {
    const ok = step.outcome.status === 'ok' && paintSource !== undefined;
    const ms = ok ? latencyMs(step, paintSource) : step.responseMs;
    const lagMs = metric === 'correctedMs' ? step.lagMs : 0;
    if (ms === undefined) givenUp.push(0);
    else (ok ? answered : givenUp).push(ms + lagMs);
  }
  const pool = withGivenUp(answered.sort(ascending), givenUp);
  return paintSource === undefined ? pool : { ...pool, paintSource };
}
