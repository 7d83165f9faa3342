import type { BudgetResult } from '../sample/analysis.ts';
import type { Budget } from '../sample/budget.ts';

/** What a judge adds to a budget. */
export type Judgement = Omit<BudgetResult, keyof Budget>;
