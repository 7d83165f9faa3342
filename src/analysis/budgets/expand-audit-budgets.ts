import type { AuditBudgetFile, AuditMetric, Budget } from '../../sample/budget.ts';
import { budgetPlace } from '../../words/budget-words.ts';
import { expandLimit } from './expand-limit.ts';

type Page = NonNullable<Budget['page']>;

/**
 * Expands each limit on the Lighthouse results of a page into a budget of its own. The budget applies to the
 * median of the runs.
 *
 * @param file file name without folder and `.json`: the first part of every id
 */
export function expandAuditBudgets(file: string, { owner, why, pages }: AuditBudgetFile): Budget[] {
  return Object.entries(pages).flatMap(([name, { categories = {}, audits = {} } = {}]) => {
    const page = name as Page;
    const limits = [
      ...Object.entries(categories).map(([category, limit]) => [`categories.${category}`, limit] as const),
      ...Object.entries(audits).map(([audit, limit]) => [`audits.${audit}`, limit] as const),
    ];
    return limits.flatMap(([metric, limit]) =>
      expandLimit(
        `${file} › ${budgetPlace({ page })} › ${metric} p50`,
        { file, page, metric: metric as AuditMetric, statistic: 'p50' },
        limit,
        { owner, why },
      ),
    );
  });
}
