import type { BudgetResult, Verdict } from '../sample/analysis.ts';
import { budgetMeaning, budgetSubject, isBinding } from '../words/budget-words.ts';
import { formatCount } from '../words/units.ts';
import type { RunWindow } from './load/run-window.ts';

function sentence(result: BudgetResult): string {
  const meaning = budgetMeaning(result);
  return `${budgetSubject(result)}: ${result.reason}${meaning && ` (${meaning})`}`;
}

/**
 * The verdict, by precedence: a load that was not as configured makes the run invalid; a missed budget fails
 * it, even if the run was cut short; anything undecided makes it inconclusive. A run that was cut short never
 * passes. A missed limit that only warns is reported and does not change the outcome.
 *
 * @param results acceptance targets before the other budgets
 * @param shortfalls why the load was not as configured, as sentences; empty if it was
 * @param note a sentence to add to a pass; `undefined` if there is none
 */
export function verdict(
  results: BudgetResult[],
  shortfalls: string[],
  { steadyMs, cutShort }: RunWindow,
  note: string | undefined,
): Verdict {
  const stopped = cutShort === undefined ? [] : [`The run ${cutShort}.`];
  if (steadyMs === 0) return { outcome: 'inconclusive', reasons: stopped };
  if (shortfalls.length > 0) return { outcome: 'invalid', reasons: [...shortfalls, ...stopped] };

  const binding = results.filter(isBinding);
  const warnings = results
    .filter((result) => !isBinding(result) && result.outcome === 'fail')
    .map((result) => `Warning: ${sentence(result)}`);
  const failed = binding.filter((result) => result.outcome === 'fail');
  if (failed.length > 0) {
    return { outcome: 'fail', reasons: [...failed.map(sentence), ...stopped, ...warnings] };
  }
  const open = binding.filter((result) => result.outcome === 'inconclusive');
  if (open.length > 0 || stopped.length > 0) {
    return { outcome: 'inconclusive', reasons: [...stopped, ...open.map(sentence), ...warnings] };
  }
  if (binding.length === 0) {
    const reason =
      results.length === 0
        ? 'No budget was evaluated: list budget files in the workload.'
        : 'No evaluated budget can fail the run: all limits only warn.';
    return { outcome: 'inconclusive', reasons: [reason, ...warnings] };
  }
  const met = results.length - warnings.length;
  const words =
    warnings.length > 0
      ? `${formatCount(met)} of ${formatCount(results.length)} budgets ${met === 1 ? 'is' : 'are'} met, the rest only warn`
      : met === 1
        ? 'The only budget is met'
        : `All ${formatCount(met)} budgets are met`;
  const reason = `${words}, and the load was as configured.`;
  return { outcome: 'pass', reasons: [reason, ...(note === undefined ? [] : [note]), ...warnings] };
}
