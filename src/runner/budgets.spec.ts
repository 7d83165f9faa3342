import { test } from '@playwright/test';
import { analyse } from '../analysis/analyse.ts';
import { handedPlan } from '../load/handed-plan.ts';
import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import type { RunPlan } from '../sample/run.ts';
import { readRun } from '../store/read.ts';
import { budgetMeaning, shownOutcome } from '../words/budget-words.ts';

/** Each budget as a Playwright test of its own, so that Allure and whoever reads Playwright's results see them. */
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

/** Says what was seen against what was allowed; where in this file it was thrown helps nobody. */
class OverBudget extends Error {
  constructor(reason: string) {
    super(reason);
    this.stack = reason;
  }
}
