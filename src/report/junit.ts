import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import { groupBy } from '../sample/group-by.ts';
import { budgetMeaning, budgetName, limitText, shownOutcome } from '../words/budget-words.ts';
import { type JunitCase, junitSuites } from './junit-suites.ts';
import { errorLines } from './trust.ts';

const mostErrors = 3;

function budgetCase(result: BudgetResult): JunitCase {
  const meaning = budgetMeaning(result);
  const message = `${result.reason}${meaning && ` (${meaning})`}`;
  const name = `${budgetName(result)} ${limitText(result)}`;
  switch (shownOutcome(result)) {
    case 'pass':
      return { name, outcome: 'pass', message };
    case 'warn':
      return { name, outcome: 'pass', message, note: `Warning: ${message}` };
    case 'fail':
      return { name, outcome: 'failure', message };
    case 'inconclusive':
      return { name, outcome: 'skipped', message };
  }
}

/** Reports an invalid run as an error, so that it is not green. */
function validityCase({ verdict, run }: Analysis): JunitCase {
  const name = 'the load was as configured';
  if (verdict.outcome === 'invalid') return { name, outcome: 'error', message: verdict.reasons.join(' ') };
  return run.cutShort === undefined
    ? { name, outcome: 'pass', message: '' }
    : { name, outcome: 'skipped', message: `The run ${run.cutShort}.` };
}

/** The commonest reasons why steps got no answer; whether so many may is for the budgets to say. */
function answersCase(analysis: Analysis): JunitCase {
  const name = 'steps got answers';
  if (analysis.load.steps === 0) return { name, outcome: 'skipped', message: 'Nothing was measured.' };
  const lines = errorLines(analysis, 'with traces').slice(0, mostErrors);
  return {
    name,
    outcome: 'pass',
    message: '',
    ...(lines.length > 0 && { note: lines.join('\n') }),
  };
}

/**
 * The budgets as JUnit test cases, one suite per budget file. A missed budget is a failure, an inconclusive one is skipped,
 * and a warning passes with a message.
 */
export function renderJunit(analysis: Analysis): string {
  const byFile = groupBy([...analysis.acceptance, ...analysis.budgets], ({ file }) => file);
  return junitSuites([
    ['run', [validityCase(analysis), answersCase(analysis)]],
    ...[...byFile].map(([file, results]): [string, JunitCase[]] => [file, results.map(budgetCase)]),
  ]);
}
