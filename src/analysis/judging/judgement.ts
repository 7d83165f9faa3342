import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';

/** The result of evaluating a budget. */
export type Judgement = Omit<BudgetResult, keyof Budget> & {
  /** The computed limit, for a budget that does not specify one. */
  limit?: number | undefined;
  /**
   * Probability of a sample this bad if the limit is met (p-value); 1 if the limit was not missed. Absent if
   * nothing is estimated: a complete count is not subject to chance.
   */
  chance?: number;
};

export const nothingMeasured: Judgement = {
  samples: 0,
  outcome: 'inconclusive',
  reason: 'This was not measured in the steady state.',
};
