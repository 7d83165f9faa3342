import type { BudgetResult } from '../../sample/analysis.ts';
import { type Budget, type DistributionMetric, isPercentile } from '../../sample/budget.ts';
import { hasFailed } from '../../sample/has-failed.ts';
import type { Run } from '../../sample/run.ts';
import type { AuditSample, StepSample } from '../../sample/sample.ts';
import { errorKind, mayBeGenerators } from '../error-kind.ts';
import type { RunWindow } from '../load/run-window.ts';
import { correctForChance } from '../statistics/correct-for-chance.ts';
import { poolOf } from '../statistics/pool.ts';
import { remembered } from '../statistics/remembered.ts';
import { judgeAudit } from './judge-audit.ts';
import { judgeErrors, seenErrors } from './judge-errors.ts';
import { judgeEstimate } from './judge-estimate.ts';
import { judgeMaximum } from './judge-maximum.ts';
import { judgeActiveUsers, judgeMinimum } from './judge-minimum.ts';
import { judgeOverBaseline, seenInPool } from './judge-over-baseline.ts';
import { judgeUnknownLayer } from './judge-unknown-layer.ts';
import { judgeWorstWindow } from './judge-worst-window.ts';
import type { Judgement } from './judgement.ts';
import { type Place, stepsOf } from './place.ts';

/** What budgets are evaluated against. */
export interface Evidence {
  run: Run;
  /** Steps of the steady state. */
  steps: StepSample[];
  window: RunWindow;
  /** Number of active users in each second of the steady state. */
  activeUsers: number[];
  /** Lighthouse results; empty if Lighthouse did not run. */
  audits: AuditSample[];
}

function judgeOf(evidence: Evidence): (budget: Budget) => Judgement {
  const { run, steps, window, activeUsers, audits } = evidence;
  const stepsAt = remembered(
    ({ journey, step, group }: Place) => JSON.stringify([journey, step, group]),
    (place) => stepsOf(place, steps),
  );
  const poolAt = remembered(
    ({ journey, step, group, metric }: Place & { metric: DistributionMetric }) =>
      JSON.stringify([journey, step, group, metric]),
    (subject) => poolOf(stepsAt(subject), subject.metric),
  );

  return (budget) => {
    const { statistic, overBaseline, limit } = budget;
    if (budget.metric === 'errors') {
      return overBaseline !== undefined
        ? judgeOverBaseline({ ...budget, metric: 'errors', overBaseline }, seenErrors(stepsAt(budget)), run)
        : judgeErrors({ limit: known(budget) }, stepsAt(budget));
    }
    if (budget.metric === 'activeUsers') {
      return judgeActiveUsers({ limit: known(budget) }, activeUsers, run.workload.users);
    }
    if (budget.metric === 'documents') {
      const missing = 'The target did not report how many documents it has.';
      return judgeMinimum(
        { limit: known(budget) },
        run.target.documents,
        1,
        'documents in the target',
        missing,
      );
    }
    if (budget.page !== undefined) return judgeAudit({ ...budget, limit: known(budget) }, audits);

    const metric = budget.metric as DistributionMetric;
    const unknown = judgeUnknownLayer(metric, stepsAt(budget));
    if (unknown !== undefined) return unknown;
    if (statistic === 'worstWindowP95') {
      return judgeWorstWindow(
        { ...budget, metric, statistic, limit: known(budget) },
        stepsAt(budget),
        window,
      );
    }
    const pool = poolAt({ ...budget, metric });
    if (statistic === 'max') return judgeMaximum({ metric, limit: known(budget) }, pool);
    if (statistic !== 'mean' && !isPercentile(statistic)) {
      throw new Error(`budget ${budget.id}: ${metric} has no ${statistic}; choose a percentile, mean or max`);
    }
    return overBaseline !== undefined && limit === undefined
      ? judgeOverBaseline({ ...budget, metric, overBaseline }, seenInPool(pool, statistic), run)
      : judgeEstimate({ ...budget, metric, statistic, limit: known(budget) }, pool);
  };
}

function known({ id, limit }: Budget): number {
  if (limit === undefined) throw new Error(`budget ${id} has no limit`);
  return limit;
}

/** Whether an error budget is missed even if every step that timed out is counted as answered. */
export function failsByErrorsAlone(budget: Budget, evidence: Evidence): boolean {
  const steps = evidence.steps.map((step): StepSample => {
    const isForgiven = hasFailed(step) && mayBeGenerators(errorKind(step));
    return isForgiven ? { ...step, outcome: { status: 'ok' } } : step;
  });
  return fails(budget, { ...evidence, steps });
}

/** Whether a budget is missed, by itself. */
export function fails(budget: Budget, evidence: Evidence): boolean {
  return judgeOf(evidence)(budget).outcome === 'fail';
}

/** Evaluates each budget of a run. */
export function judgeBudgets(evidence: Evidence): BudgetResult[] {
  const judge = judgeOf(evidence);
  return correctForChance(evidence.run.budgets.map((budget) => ({ ...budget, ...judge(budget) })));
}
