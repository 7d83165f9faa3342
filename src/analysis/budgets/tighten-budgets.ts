import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';
import { budgetQuantity, budgetSubject } from '../../words/budget-words.ts';
import { limitAbove } from './budget-proposal.ts';
import { type JsonNumber, jsonNumbers, withNumbers } from './json-numbers.ts';

/** A number in a budget file, and the limits that it sets: several if `*` matches several steps. */
export interface WrittenLimit {
  at: JsonNumber;
  budgets: Budget[];
}

export interface Tightening extends WrittenLimit {
  /** The highest upper bound of any of these limits in any run. */
  upper: number;
  to: number;
}

/** Minimum reduction, as a share of the limit, that is worth a change of the file. */
const leastGain = 0.1;

/** Enough to be detected, too little to swap a warning and its limit. */
const nudge = 0.9999;

/**
 * Finds which number of a budget file sets which limits, by changing each of them a little: so `*`, workloads
 * and levels mean the same here as in a run.
 *
 * @param budgetsOf the budgets that a run reads from the text of the file
 */
export function writtenLimits(text: string, budgetsOf: (text: string) => Budget[]): WrittenLimit[] {
  const limits = new Map(budgetsOf(text).map(({ id, limit }) => [id, limit]));
  return jsonNumbers(text).flatMap((at) => {
    const changed = budgetsOf(withNumbers(text, [{ at, value: at.value * nudge }]));
    const budgets = changed
      .filter(({ id, limit }) => limit !== limits.get(id))
      .map((budget) => ({ ...budget, limit: at.value }));
    return budgets.length > 0 ? [{ at, budgets }] : [];
  });
}

/** The highest upper bound; `undefined` if one is missing. */
function highestUpper(budgets: Budget[], runs: BudgetResult[][]): number | undefined {
  let highest = 0;
  for (const { id } of budgets) {
    for (const results of runs) {
      const upper = results.find((result) => result.id === id)?.interval?.upper;
      if (upper === undefined) return undefined;
      highest = Math.max(highest, upper);
    }
  }
  return highest;
}

const sameSubject = (one: Budget, other: Budget) =>
  budgetSubject(one) === budgetSubject(other) && budgetQuantity(one) === budgetQuantity(other);

/**
 * Lower limits that all the runs would have met: the highest upper bound, plus the headroom. Only limits that
 * fail a run are lowered, and never to their own warning or below.
 *
 * @param written limits of one file
 * @param runs results of all limits in each run
 * @param headroom share of the bound, such as 0.2
 */
export function tighterLimits(
  written: WrittenLimit[],
  runs: BudgetResult[][],
  headroom: number,
): { tighter: Tightening[]; leftOut: string[] } {
  const leftOut: string[] = [];
  const all = written.flatMap(({ budgets }) => budgets);
  const tighter = written.flatMap(({ at, budgets }): Tightening[] => {
    const [first] = budgets;
    if (first === undefined || budgets.some(isKept)) return [];
    const upper = highestUpper(budgets, runs);
    if (upper === undefined) return [];
    const to = limitAbove(upper, headroom);
    if (to <= 0 || to > at.value * (1 - leastGain)) return [];
    const warning = all.find(
      (budget) => budget.level === 'warn' && budgets.some((one) => sameSubject(one, budget)),
    );
    if (warning?.limit !== undefined && to <= warning.limit) {
      leftOut.push(
        `${budgetSubject(first)}, ${budgetQuantity(first)}: ${to} would be enough, but its warning is at ${warning.limit}; lower that first.`,
      );
      return [];
    }
    return [{ at, budgets, upper, to }];
  });
  return { tighter, leftOut };
}

/**
 * Whether a limit stays as it is: warnings are chosen by people, a minimum improves upwards, and pages are
 * audited only a few times.
 */
function isKept({ level, statistic, page }: Budget): boolean {
  return level === 'warn' || statistic === 'min' || page !== undefined;
}
