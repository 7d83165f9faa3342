import type { Budget, LimitValue } from '../../sample/budget.ts';

type Meaning = { owner?: string | undefined; why?: string | undefined };

/**
 * Expands the levels of a limit into budgets: one that fails, one that warns, one over the baseline. None if
 * the limit is removed.
 */
export function expandLimit(
  id: string,
  subject: Omit<Budget, 'id' | 'limit'>,
  limit: LimitValue | undefined,
  ofFile: Meaning,
): Budget[] {
  if (limit === null || limit === undefined) return [];
  const { fail, warn, overBaseline, ...own } = typeof limit === 'number' ? { fail: limit } : limit;
  const { owner = ofFile.owner, why = ofFile.why }: Meaning = own;
  const meaning = { ...(owner !== undefined && { owner }), ...(why !== undefined && { why }) };
  return [
    ...(fail === undefined ? [] : [{ id, ...subject, limit: fail, ...meaning }]),
    ...(warn === undefined
      ? []
      : [{ id: `${id} (warn)`, ...subject, limit: warn, level: 'warn' as const, ...meaning }]),
    ...(overBaseline === undefined
      ? []
      : [{ id: `${id} (over the baseline)`, ...subject, overBaseline, ...meaning }]),
  ];
}
