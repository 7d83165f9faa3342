import type { Comparison } from '../../sample/comparison.ts';
import { plainText } from '../../sample/plain-text.ts';
import { formatMeasure, howMany } from '../../words/units.ts';
import {
  columns,
  cut,
  cutFront,
  type Paint,
  padded,
  paddedFront,
  painter,
  type TerminalOptions,
  wrapped,
} from '../terminal-text.ts';
import { comparisonHeadline } from './headline.ts';
import { browserText, machineText, methodText, onlyInLines, ruleText } from './measured.ts';
import {
  type Changed,
  type ChangeOutcome,
  changedBy,
  changeSigns,
  changeText,
  changeWord,
  intervalText,
  metricName,
  typicalLatency,
} from './words.ts';

const mostRows = 30;
const mostLines = 4;
const verdictMarks = { pass: '✓', fail: '✗', inconclusive: '?', invalid: '!' };
const verdictTints = { pass: 'green', fail: 'red', inconclusive: 'yellow', invalid: 'red' } as const;
const outcomeTints = { slower: 'red', faster: 'green', same: 'dim', unresolved: 'yellow' } as const;
const headings = ['base', 'head', 'change', 'interval'];

interface Row {
  outcome: ChangeOutcome;
  word: string;
  subject: string;
  quantity: string;
  figures: string[];
}

function row({ step, metric }: Changed): Row {
  const value = (known: number | undefined) =>
    known === undefined ? '–' : formatMeasure(metric.metric, known);
  return {
    outcome: metric.outcome,
    word: changeWord(metric),
    subject: plainText(`${step.journey} › ${step.step}`),
    quantity: metric === typicalLatency(step) ? '' : `, ${metricName(metric)}`,
    figures: [
      value(metric.base),
      value(metric.head),
      metric.change === undefined ? '–' : changeText(metric.metric, metric.change.value),
      intervalText(metric),
    ],
  };
}

/** Every step by its latency, plus other metrics that changed, worst first. */
function rowsOf(comparison: Comparison): Row[] {
  const all = (['slower', 'unresolved', 'faster', 'same'] as const).flatMap((outcome) =>
    changedBy(comparison, outcome),
  );
  return all
    .filter(({ step, metric }) => metric.outcome !== 'same' || metric === typicalLatency(step))
    .map(row);
}

/** Rows aligned below a heading. In a narrow terminal, the subject is shortened; before it gets too short, the interval is dropped. */
function table(rows: Row[], width: number, paint: Paint): string[] {
  const words = Math.max(...rows.map(({ word }) => word.length));
  const wide = headings.map((heading, column) =>
    Math.max(columns(heading), ...rows.map(({ figures }) => columns(figures[column] ?? ''))),
  );
  const longest = Math.max(...rows.map(({ subject, quantity }) => columns(subject + quantity)));
  const roomWith = (shown: number) =>
    width - 6 - words - wide.slice(0, shown).reduce((sum, column) => sum + column + 2, 0);
  const leastSubject = 14;
  const shown = [4, 3, 1, 0].find((count) => roomWith(count) >= Math.min(longest, leastSubject)) ?? 0;
  const room = Math.max(1, Math.min(longest, roomWith(shown)));
  const right = (cells: string[]) =>
    cells
      .slice(0, shown)
      .map((cell, column) => `  ${paddedFront(cell, wide[column] ?? 0)}`)
      .join('');
  const lines = rows.map(({ outcome, word, subject, quantity, figures }) => {
    const name = cut(cutFront(subject, Math.max(8, room - columns(quantity))) + quantity, room);
    return `  ${paint(changeSigns[outcome], outcomeTints[outcome])} ${padded(name, room)}${right(figures)}  ${paint(word, outcomeTints[outcome])}`;
  });
  return [paint(`    ${' '.repeat(room)}${right(headings)}`.trimEnd(), 'dim'), ...lines];
}

/** Every step as a row, followed by a blank line; empty if no step was compared. */
export function comparisonRows(comparison: Comparison, width: number, paint: Paint): string[] {
  const rows = rowsOf(comparison);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, rows.length > mostRows ? mostRows - 1 : mostRows);
  const more = rows.length - shown.length;
  return [
    ...table(shown, width, paint),
    ...(more > 0 ? [paint(`    … ${howMany(more, 'more row')} in comparison.json`, 'dim')] : []),
    '',
  ];
}

/** The terminal report at the end of a comparison, verdict first. */
export function renderComparisonTerminal(
  comparison: Comparison,
  { width, colours }: TerminalOptions,
): string {
  const paint = painter(colours);
  const wide = Math.max(40, width);
  const { verdict, notes } = comparison;
  const text = (words: string) => wrapped(plainText(words), wide - 2).map((line) => `  ${line}`);
  const quiet = (words: string) => text(words).map((line) => paint(line, 'dim'));
  const some = (lines: string[]) => lines.slice(0, mostLines).flatMap((line) => text(line).slice(0, 3));

  const isOpen = verdict.outcome === 'inconclusive' || verdict.outcome === 'invalid';
  return [
    '',
    ...text(`${verdictMarks[verdict.outcome]} ${comparisonHeadline(comparison)}`).map((line) =>
      paint(line, verdictTints[verdict.outcome]),
    ),
    ...(isOpen ? some(verdict.reasons.map((reason) => `- ${reason}`)) : []),
    '',
    ...comparisonRows(comparison, wide, paint),
    ...some(onlyInLines(comparison).map((line) => `- ${line}`)),
    ...quiet(`${methodText(comparison)}; ${ruleText(comparison)}`),
    ...quiet(`${machineText(comparison)}; ${browserText(comparison)}`),
    ...some(notes.map((note) => `Note: ${note}`)),
    '',
  ].join('\n');
}
