import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';

/** What a judge adds to a budget. */
export type Judgement = Omit<BudgetResult, keyof Budget> & {
  /** Worked out by the judge, for a budget that does not name it. */
  limit?: number | undefined;
  /**
   * How likely so bad a sample is when the limit holds; 1 for what was not missed. Absent where nothing is estimated: a count of
   * everything that happened is no matter of chance.
   */
  chance?: number;
};

export const nothingMeasured: Judgement = {
  samples: 0,
  outcome: 'inconclusive',
  reason: 'Nothing of this was measured in the steady state.',
};
