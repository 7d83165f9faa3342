import type { BudgetResult } from '../../sample/analysis.ts';
import type { Budget } from '../../sample/budget.ts';
import { budgetQuantity, budgetSubject } from '../../words/budget-words.ts';
import { limitAbove } from './budget-proposal.ts';
import { type JsonNumber, jsonNumbers, withNumbers } from './json-numbers.ts';

/** A number in a budget file, and the limits that it sets: several where `*` stands for several steps. */
export interface WrittenLimit {
  at: JsonNumber;
  budgets: Budget[];
}

export interface Tightening extends WrittenLimit {
  /** The highest upper bound that any of the runs has for any of the limits. */
  upper: number;
  to: number;
}

/** A lower limit is worth a change of the file when it is lower by so much of it. */
const leastGain = 0.1;

/** Enough to be seen, too little to turn a warning and its limit round. */
const nudge = 0.9999;

/**
 * Which number of a budget file sets which limits, found out by changing each of them a little: so `*`, workloads and levels
 * mean here what they mean to a run.
 *
 * @param budgetsOf what a run makes of the text of the file
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

/** The highest upper bound; undefined as soon as one is missing. */
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
 * Lower limits that all the runs would have kept: the highest upper bound, and the headroom above it. Only what fails a run is
 * lowered, and never down to its own warning.
 *
 * @param written of one file
 * @param runs what each run saw of all limits
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
        `${budgetSubject(first)}, ${budgetQuantity(first)}: ${to} would do, but its warning is at ${warning.limit}; lower that first.`,
      );
      return [];
    }
    return [{ at, budgets, upper, to }];
  });
  return { tighter, leftOut };
}

/** Warnings are somebody's wish; a least value gets better upwards; pages are audited a few times only. */
function isKept({ level, statistic, page }: Budget): boolean {
  return level === 'warn' || statistic === 'min' || page !== undefined;
}
