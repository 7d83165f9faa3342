import { basename } from 'node:path/posix';
import { AuditBudgetFile } from '../../sample/budget.ts';
import { didYouMean } from '../../words/did-you-mean.ts';
import { readJson } from '../json/read-json.ts';
import { budgetProblems, pathText } from './budget-problem.ts';
import { expandAuditBudgets } from './expand-audit-budgets.ts';
import { auditLimitsIn, type Limit, limitProblem } from './limit-problem.ts';
import type { BudgetValidation } from './validate-budgets.ts';

/**
 * Categories that Lighthouse scores. Its audits change with its version, so a misspelt audit is found only
 * when it is evaluated.
 */
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

function categoryProblem({ path }: Limit): string | undefined {
  const [, , family, name = ''] = path;
  if (family !== 'categories' || categories.includes(name)) return undefined;
  return `${pathText(path)} is an unknown category; ${didYouMean(name, categories)}`;
}

/** Like `validateBudgets`, for limits on Lighthouse results. */
export function validateAuditBudgets(file: string, text: string): BudgetValidation {
  const refuse = (problems: string[]): BudgetValidation => ({
    ok: false,
    problems: problems.map((problem) => `${file}: ${problem}`),
  });
  const { content, problem } = readJson(file, text);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  const parsed = AuditBudgetFile.safeParse(content);
  if (!parsed.success) {
    const fields = Object.keys(AuditBudgetFile.shape);
    return refuse(
      parsed.error.issues.flatMap((issue) =>
        budgetProblems(issue, content, fields, 'footfall/schemas/lighthouse.schema.json'),
      ),
    );
  }
  const limits = auditLimitsIn(parsed.data);
  const problems = limits.flatMap((limit) => categoryProblem(limit) ?? limitProblem(limit) ?? []);
  if (problems.length > 0) return refuse(problems);
  return limits.length > 0
    ? { ok: true, budgets: expandAuditBudgets(basename(file, '.json'), parsed.data) }
    : refuse(['contains no limit; add one under pages']);
}
