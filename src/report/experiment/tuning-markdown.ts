import type { BudgetResult } from '../../sample/analysis.ts';
import type { Attempt, ChangedMetric, Tuning } from '../../sample/experiment.ts';
import { plainText } from '../../sample/plain-text.ts';
import { budgetName, shownOutcome } from '../../words/budget-words.ts';
import { formatMeasure, howMany } from '../../words/units.ts';
import { changeWord } from '../comparison/words.ts';
import { seenText } from '../html/charts/limit-bar.ts';
import { literal } from '../markdown-text.ts';
import { promise } from '../promise.ts';
import {
  adviceLeft,
  beforeAfter,
  changedPlace,
  changeWithInterval,
  statusWords,
  storedChange,
  tuningHeadline,
} from './tuning-words.ts';
import { variableText } from './variable-text.ts';

const outcomeWords = { pass: 'passed', fail: 'failed', warn: 'warning', inconclusive: 'inconclusive' };

/** External text as code: nothing in it can end the code or start a new line. */
const code = (text: string) => `\`${plainText(text).replaceAll('`', "'").replaceAll('|', '¦')}\``;

function table(heads: string[], rows: string[][]): string {
  const isNumber = (head: string) => /^(before|after|change|p50|p95)/i.test(head);
  const rule = heads.map((head) => (isNumber(head) ? '---:' : '---'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const seen = (result: BudgetResult | undefined) =>
  result === undefined ? '–' : `${seenText(result)}, ${outcomeWords[shownOutcome(result)]}`;

function acceptanceTable({ before, after }: Tuning): string {
  if (before.acceptance.length === 0) return '';
  const later = new Map(after?.acceptance.map((result) => [budgetName(result), result]));
  return table(
    ['Target', 'Before', ...(after ? ['After'] : [])],
    before.acceptance.map((result) => [
      literal(promise(result)),
      seen(result),
      ...(after ? [seen(later.get(budgetName(result)))] : []),
    ]),
  );
}

function changedRow(changed: ChangedMetric): string[] {
  const { metric } = changed;
  const value = (known: number | undefined) =>
    known === undefined ? '–' : formatMeasure(metric.metric, known);
  return [
    literal(changedPlace(changed)),
    value(metric.base),
    value(metric.head),
    changeWithInterval(changed),
    changeWord(metric),
  ];
}

function attemptText({ experiment, title, advice, status, reason, env, measured }: Attempt): string {
  const set = variableText(env);
  return [
    `### ${literal(title)}: ${statusWords[status]}`,
    `${literal(reason)} (for ${advice.map(code).join(', ')}, experiment ${code(experiment)}${set === '' ? '' : `: ${code(set)}`})`,
    measured &&
      measured.changed.length > 0 &&
      table(['Step', 'Before', 'After', 'Change (interval)', ''], measured.changed.map(changedRow)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function stepTable({ steps, after }: Tuning): string {
  if (steps.length === 0 || after === undefined) return '';
  return table(
    ['Step', 'p50', 'p95', 'Change of the p50', ''],
    steps.map((step) => {
      const change = storedChange(step);
      return [
        `${literal(step.journey)} › ${literal(step.step)}`,
        beforeAfter(step, 'p50'),
        beforeAfter(step, 'p95'),
        change?.text ?? '–',
        change?.word ?? '',
      ];
    }),
  );
}

/** What tuning tried, kept and improved, for a wiki or a pull request. */
export function renderTuningMarkdown(tuning: Tuning): string {
  const { workload, users, notes, kept } = tuning;
  const headline = tuningHeadline(tuning);
  const variables = Object.entries(kept).map(
    ([name, value]) => `    ${plainText(variableText({ [name]: value }))}`,
  );
  const section = (title: string, text: string) => text !== '' && `## ${title}\n\n${text}`;
  return `${[
    `# ${literal(headline.charAt(0).toUpperCase() + headline.slice(1))}.`,
    `Workload ${literal(workload)}, ${howMany(users, 'user')}.`,
    section('Acceptance, before and after', acceptanceTable(tuning)),
    section('Result of each change', tuning.attempts.map(attemptText).join('\n\n')),
    section('To keep these changes', variables.join('\n')),
    section('Every step, before and after', stepTable(tuning)),
    section(
      'Remaining advice',
      adviceLeft(tuning)
        .map(({ id, title }) => `- ${literal(title)} (${code(id)})`)
        .join('\n'),
    ),
    notes.map((note) => `> ${literal(note)}`).join('\n>\n'),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}
