import type { BudgetResult } from '../sample/analysis.ts';
import type { Budget } from '../sample/budget.ts';
import type { StepSample } from '../sample/sample.ts';
import { judgeErrors } from './judge-errors.ts';
import { judgeActiveUsers, judgeMinimum } from './judge-minimum.ts';
import { judgePercentile } from './judge-percentile.ts';
import { judgeWorstWindow } from './judge-worst-window.ts';
import type { Judgement } from './judgement.ts';
import type { RunWindow } from './run-window.ts';

/** What budgets are held against. */
export interface Evidence {
  /** Steps of the steady state. */
  steps: StepSample[];
  window: RunWindow;
  /** Users at work in each second of the steady state. */
  activeUsers: number[];
  /** Users of the workload. */
  askedUsers: number;
  /** Counted in the target; absent when it does not tell. */
  documents?: number | undefined;
}

/** The steps a budget is about. A group without a journey reaches over all journeys. */
function stepsOf({ journey, step, group }: Budget, steps: StepSample[]): StepSample[] {
  return steps.filter(
    (sample) =>
      (journey === undefined || sample.journey === journey) &&
      (step === undefined || sample.step === step) &&
      (group === undefined || group === 'all' || sample.kind === group),
  );
}

function judge(budget: Budget, evidence: Evidence): Judgement {
  const { steps, window, activeUsers, askedUsers, documents } = evidence;
  const { metric, statistic } = budget;
  if (metric === 'errors') return judgeErrors(budget, stepsOf(budget, steps));
  if (metric === 'activeUsers') {
    return judgeActiveUsers(budget, activeUsers, askedUsers);
  }
  if (metric === 'documents') {
    const missing = 'The target did not tell how many documents it holds.';
    return judgeMinimum(budget, documents, 1, 'documents in the target', missing);
  }
  if (statistic === 'share' || statistic === 'min') {
    throw new Error(
      `budget ${budget.id}: ${metric} has no ${statistic}; choose a percentile or worstWindowP95`,
    );
  }
  const pool = stepsOf(budget, steps);
  return statistic === 'worstWindowP95'
    ? judgeWorstWindow({ ...budget, metric, statistic }, pool, window)
    : judgePercentile({ ...budget, metric, statistic }, pool);
}

/** Holds a budget against the samples. */
export function judgeBudget(budget: Budget, evidence: Evidence): BudgetResult {
  return { ...budget, ...judge(budget, evidence) };
}
