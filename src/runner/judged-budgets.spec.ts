import { test } from '@playwright/test';
import { analyse } from '../analysis/analyse.ts';
import { handedPlan } from '../load/handed-plan.ts';
import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import type { RunPlan } from '../sample/run.ts';
import { readRun } from '../store/read.ts';
import { budgetMeaning, shownOutcome } from '../words/budget-words.ts';

/** Makes each budget a Playwright test, so that it appears in Allure and in Playwright's results. */
const { folder, budgets } = handedPlan() as RunPlan;

let analysis: Analysis | undefined;

function resultOf(id: string): BudgetResult | undefined {
  analysis ??= analyse(readRun(folder));
  return [...analysis.acceptance, ...analysis.budgets].find((result) => result.id === id);
}

for (const { id } of budgets) {
  test(id, () => {
    const result = resultOf(id);
    if (!result) throw new Error('the analysis holds no result for this budget');
    const shown = shownOutcome(result);
    const meaning = budgetMeaning(result);
    const reason = `${result.reason}${meaning && ` (${meaning})`}`;
    test.info().annotations.push({ type: shown === 'warn' ? 'warning' : shown, description: reason });
    test.skip(shown === 'inconclusive', reason);
    if (shown === 'fail') throw new OverBudget(reason);
  });
}

/** The observed value and the limit, without a stack trace, which would only point into this file. */
class OverBudget extends Error {
  constructor(reason: string) {
    super(reason);
    this.stack = reason;
  }
}
