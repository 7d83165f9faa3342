import type { BudgetResult, Verdict } from '../sample/analysis.ts';
import { budgetSubject } from '../sample/budget-words.ts';
import { formatCount } from '../sample/units.ts';
import type { RunWindow } from './run-window.ts';

const sentence = (result: BudgetResult) => `${budgetSubject(result)}: ${result.reason}`;

/**
 * What the run says, strongest first: a load that was not what was asked for makes it invalid; a missed budget fails it,
 * also when it was cut short; anything left open makes it inconclusive. A run that was cut short never passes.
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

  const failed = results.filter((result) => result.outcome === 'fail');
  if (failed.length > 0) return { outcome: 'fail', reasons: [...failed.map(sentence), ...stopped] };

  const open = results.filter((result) => result.outcome === 'inconclusive');
  if (open.length > 0 || stopped.length > 0) {
    return { outcome: 'inconclusive', reasons: [...stopped, ...open.map(sentence)] };
  }
  if (results.length === 0) {
    return { outcome: 'inconclusive', reasons: ['No budget was judged: name budget files in the workload.'] };
  }
  const all =
    results.length === 1 ? 'The only budget holds' : `All ${formatCount(results.length)} budgets hold`;
  const reason = `${all}, and the load was what was asked for.`;
  return { outcome: 'pass', reasons: note === undefined ? [reason] : [reason, note] };
}
