import type { BudgetFile, Limits } from '../../sample/budget.ts';
import { groupBy } from '../../sample/group-by.ts';
import { hasFailed } from '../../sample/has-failed.ts';
import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare, howMany } from '../../words/units.ts';
import { poolOf } from '../statistics/pool.ts';
import { pooledStatistic } from '../statistics/pooled-statistic.ts';
import { samplesForUpperBound } from '../statistics/quantile-interval.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';

export interface ProposedFile {
  journey: string;
  content: BudgetFile;
}

export interface BudgetProposal {
  files: ProposedFile[];
  /** Which limits are missing and why, one sentence each. */
  leftOut: string[];
}

const proposed = { p75: 0.75, p95: 0.95 } as const;

/** Rounds up to two significant digits, which are easy to read and remember: 123.4 becomes 130. */
export function roundedUp(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

/**
 * A limit that the run would have met: the upper 95 % bound of the observed value, plus the headroom.
 *
 * @param headroom share of the bound, such as 0.2
 */
export const limitAbove = (upper: number, headroom: number) => roundedUp(upper * (1 + headroom));

function latencyLimits(steps: StepSample[], place: string, headroom: number) {
  const pool = poolOf(steps, 'latencyMs');
  const samples = pool.values.length;
  const latencyMs: Partial<Limits> = {};
  const leftOut: string[] = [];
  for (const [name, quantile] of Object.entries(proposed) as [keyof typeof proposed, number][]) {
    const upper = pooledStatistic(pool, name)?.upper;
    const needed = samplesForUpperBound(quantile);
    if (upper !== undefined) {
      latencyMs[name] = limitAbove(upper, headroom);
    } else if (samples < needed) {
      leftOut.push(
        `${place}: no ${name}, because ${howMany(samples, 'sample is', 'samples are')} too few (at least ${formatCount(needed)} are needed); use a longer run.`,
      );
    } else if (pool.known < samples) {
      leftOut.push(
        `${place}: no ${name}, because ${formatCount(samples - pool.known)} of ${howMany(samples, 'step')} never got an answer.`,
      );
    } else {
      leftOut.push(
        `${place}: no ${name}, because its ${howMany(samples, 'sample comes', 'samples come')} from too few users: samples of one user are correlated.`,
      );
    }
  }
  return { latencyMs, leftOut };
}

/** A product may fail so often that nobody would want it as a limit, and few steps do not rule that out. */
const MOST_ERRORS = 0.05;

/** The error rate to allow, or why none is proposed. */
function errorLimit(steps: StepSample[], headroom: number): number | string {
  const failed = steps.filter(hasFailed).length;
  const { upper } = wilsonBounds(failed, steps.length);
  if (upper <= MOST_ERRORS) return limitAbove(upper, headroom);
  const seen = `${formatCount(failed)} of ${howMany(steps.length, 'step')} got no answer`;
  return `no error rate, because ${seen}, and up to ${formatShare(upper)} may; use a longer run, or a product that answers.`;
}

/**
 * Limits that a run would have met: for each journey the p75 and p95 latency of its steps, if there are
 * enough samples for an upper bound, and the error rate of all its steps together, if it is surely low.
 *
 * @param steady steps of the steady state
 * @param headroom share of each bound, such as 0.2
 */
export function proposeBudgets(steady: StepSample[], headroom: number): BudgetProposal {
  const leftOut: string[] = [];
  const inOrder = steady.toSorted((a, b) => a.intendedAt - b.intendedAt);
  const byJourney = groupBy(inOrder, ({ journey }) => journey);
  const files = [...byJourney.keys()].sort().map((journey): ProposedFile => {
    const ofJourney = byJourney.get(journey) ?? [];
    const steps: NonNullable<BudgetFile['steps']> = {};
    for (const [step, samples] of groupBy(ofJourney, (sample) => sample.step)) {
      const limits = latencyLimits(samples, `${journey} › ${step}`, headroom);
      leftOut.push(...limits.leftOut);
      if (Object.keys(limits.latencyMs).length > 0) steps[step] = { latencyMs: limits.latencyMs as Limits };
    }
    const share = errorLimit(ofJourney, headroom);
    if (typeof share === 'string') leftOut.push(`${journey}: ${share}`);
    return {
      journey,
      content: {
        journey,
        ...(Object.keys(steps).length > 0 && { steps }),
        ...(typeof share === 'number' && { groups: { all: { errors: { share } } } }),
      },
    };
  });
  return { files, leftOut };
}
