import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import { budgetMeaning, budgetName, limitText, shownOutcome } from '../sample/budget-words.ts';
import { groupBy } from '../sample/group-by.ts';
import { plainText } from './plain-text.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

interface Case {
  name: string;
  outcome: 'pass' | 'failure' | 'skipped' | 'error';
  message: string;
  /** What is to be said although it passed. */
  note?: string;
}

function budgetCase(result: BudgetResult): Case {
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

/** Whether the run counts at all, so that an invalid one is not green. */
function validityCase({ verdict, run }: Analysis): Case {
  const name = 'the load was what was asked for';
  if (verdict.outcome === 'invalid') return { name, outcome: 'error', message: verdict.reasons.join(' ') };
  return run.cutShort === undefined
    ? { name, outcome: 'pass', message: '' }
    : { name, outcome: 'skipped', message: `The run ${run.cutShort}.` };
}

function suite(name: string, cases: Case[]): string {
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  const lines = cases.map((one) => {
    const head = `    <testcase classname="${escaped(name)}" name="${escaped(one.name)}"`;
    if (one.note !== undefined) {
      return `${head}>\n      <system-out>${escaped(one.note)}</system-out>\n    </testcase>`;
    }
    return one.outcome === 'pass'
      ? `${head}/>`
      : `${head}>\n      <${one.outcome} message="${escaped(one.message)}"/>\n    </testcase>`;
  });
  return [
    `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...lines,
    '  </testsuite>',
  ].join('\n');
}

/** The budgets as JUnit test cases, one suite for each budget file: missed is a failure, open is skipped, a warning passes and is told. */
export function renderJunit(analysis: Analysis): string {
  const byFile = groupBy([...analysis.acceptance, ...analysis.budgets], ({ file }) => file);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="footfall">',
    suite('run', [validityCase(analysis)]),
    ...[...byFile].map(([file, results]) => suite(file, results.map(budgetCase))),
    '</testsuites>',
    '',
  ].join('\n');
}
