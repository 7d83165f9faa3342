import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { validateAuditBudgets } from '../analysis/budgets/validate-audit-budgets.ts';
import { type BudgetContext, type Outline, validateBudgets } from '../analysis/budgets/validate-budgets.ts';
import type { Budget } from '../sample/budget.ts';
import type { Workload } from '../sample/workload.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { InputError } from './input-error.ts';
import { budgetFileNames } from './project-files.ts';

/** The budget file for Lighthouse audits, without `.json`. */
export const auditFile = 'lighthouse';

/**
 * The budgets that a workload lists, and those for audits if Lighthouse runs.
 *
 * @param folder the folder with the budget files
 * @throws {InputError} listing every problem in any of the files
 */
export function readBudgets(
  workload: Workload,
  folder: string,
  outline: Outline,
  { audits, ...context }: Omit<BudgetContext, 'workload'> & { audits: boolean },
): Budget[] {
  const budgets: Budget[] = [];
  const problems: string[] = [];
  for (const name of workload.budgets) {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) {
      problems.push(
        `the workload ${workload.name} lists the budget file "${name}", but there is no perf-budgets/${name}.json; ${didYouMean(name, budgetFileNames(dirname(folder)))}`,
      );
      continue;
    }
    const checked = validateBudgets(`perf-budgets/${name}.json`, readFileSync(file, 'utf8'), outline, {
      ...context,
      workload: workload.name,
    });
    if (checked.ok) budgets.push(...checked.budgets);
    else problems.push(...checked.problems);
  }
  const ofPages = join(folder, `${auditFile}.json`);
  if (audits && existsSync(ofPages)) {
    const checked = validateAuditBudgets(`perf-budgets/${auditFile}.json`, readFileSync(ofPages, 'utf8'));
    if (checked.ok) budgets.push(...checked.budgets);
    else problems.push(...checked.problems);
  }
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  return budgets;
}
