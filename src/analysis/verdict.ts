import type { BudgetResult, Verdict } from '../sample/analysis.ts';
import { budgetMeaning, budgetSubject, isBinding } from '../words/budget-words.ts';
import { formatCount } from '../words/units.ts';
import type { RunWindow } from './load/run-window.ts';

function sentence(result: BudgetResult): string {
  const meaning = budgetMeaning(result);
  return `${budgetSubject(result)}: ${result.reason}${meaning && ` (${meaning})`}`;
}

/**
 * What the run says, strongest first: a load that was not what was asked for makes it invalid; a missed budget fails it,
 * also when it was cut short; anything left open makes it inconclusive. A run that was cut short never passes. A limit that only warns is noted and
 * changes nothing.
 *
 * @param results acceptance targets before the other budgets
 * @param shortfalls why the load was not what was asked for, as sentences; empty when it was
 * @param note what is to be said of a pass, as a sentence; absent when nothing is
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
        ? 'No budget was judged: name budget files in the workload.'
        : 'No budget was judged that can fail: all limits only warn.';
    return { outcome: 'inconclusive', reasons: [reason, ...warnings] };
  }
  const all =
    binding.length === 1 ? 'The only budget holds' : `All ${formatCount(binding.length)} budgets hold`;
  const reason = `${all}, and the load was what was asked for.`;
  return { outcome: 'pass', reasons: [reason, ...(note === undefined ? [] : [note]), ...warnings] };
}
