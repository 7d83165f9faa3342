import { test } from '@playwright/test';
import { analyse } from '../analysis/analyse.ts';
import { handedPlan } from '../load/handed-plan.ts';
import { errorLines } from '../report/trust.ts';
import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import type { RunPlan } from '../sample/run.ts';
import { readRun } from '../store/read.ts';
import { budgetMeaning, shownOutcome } from '../words/budget-words.ts';

/** Makes each budget a Playwright test, so that it appears in Allure and in Playwright's results. */
const { folder, budgets } = handedPlan() as RunPlan;

let analysed: Analysis | undefined;

function analysis(): Analysis {
  analysed ??= analyse(readRun(folder));
  return analysed;
}

function resultOf(id: string): BudgetResult | undefined {
  const { acceptance, budgets } = analysis();
  return [...acceptance, ...budgets].find((result) => result.id === id);
}

test('the load was as configured', () => {
  const { verdict, run } = analysis();
  for (const description of errorLines(analysis(), 'with traces').slice(0, 3)) {
    test.info().annotations.push({ type: 'error', description });
  }
  test.skip(verdict.outcome !== 'invalid' && run.cutShort !== undefined, `The run ${run.cutShort}.`);
  if (verdict.outcome === 'invalid') throw new Missed(verdict.reasons.join(' '));
});

for (const { id } of budgets) {
  test(id, () => {
    const result = resultOf(id);
    if (!result) throw new Error('the analysis holds no result for this budget');
    const shown = shownOutcome(result);
    const meaning = budgetMeaning(result);
    const reason = `${result.reason}${meaning && ` (${meaning})`}`;
    test.info().annotations.push({ type: shown === 'warn' ? 'warning' : shown, description: reason });
    test.skip(shown === 'inconclusive', reason);
    if (shown === 'fail') throw new Missed(reason);
  });
}

/** What is wrong, without a stack trace, which would only point into this file. */
class Missed extends Error {
  constructor(reason: string) {
    super(reason);
    this.stack = reason;
  }
}
