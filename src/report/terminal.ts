import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import { groupBy } from '../sample/group-by.ts';
import { plainText } from '../sample/plain-text.ts';
import {
  budgetLevel,
  budgetQuantity,
  budgetSubject,
  limitText,
  shownOutcome,
} from '../words/budget-words.ts';
import { formatCount, formatDuration, formatMeasure, formatShare, howMany } from '../words/units.ts';
import { filmLines } from './film/film-text.ts';
import { headline, reasonsBeyondHeadline } from './headline.ts';
import { diagnosisLines } from './terminal-diagnosis.ts';
import {
  cut,
  cutFront,
  type Paint,
  padded,
  paddedFront,
  painter,
  type TerminalOptions,
  wrapped,
} from './terminal-text.ts';
import { doubtLines, errorLines, lostUserLines, trustLine } from './trust.ts';
import { warnings } from './warnings.ts';
import { usedShare, worstFirst } from './worst-first.ts';

const mostRows = 40;
const mostLost = 2;
const mostDoubts = 2;
const mostErrors = 3;
/** The minimum number of rows for the budgets, including headings. */
const leastForBudgets = 15;
const marks = { pass: '✓', fail: '✗', inconclusive: '?', invalid: '!', warn: '!' };
const tints = {
  pass: 'green',
  fail: 'red',
  inconclusive: 'yellow',
  invalid: 'red',
  warn: 'yellow',
} as const;

const headings = ['', 'observed', 'limit', 'used', 'samples'];

/** The share of the limit that is used, which shows how close the result is to it. */
function usedText(result: BudgetResult): string {
  const used = usedShare(result);
  if (used === undefined || !Number.isFinite(used)) return '';
  return used < 10 ? `${Math.round(used * 100)} %` : `${formatCount(Math.round(used))} ×`;
}

function figures(result: BudgetResult): string[] {
  const { metric, observed, limit, overBaseline, samples } = result;
  return [
    observed === undefined ? 'not measured' : formatMeasure(metric, observed),
    limit === undefined && overBaseline ? `+${overBaseline.percent} %` : limitText(result),
    usedText(result),
    formatCount(samples),
  ];
}

function quantityText(result: BudgetResult): string {
  const level = budgetLevel(result);
  return plainText(`, ${budgetQuantity(result)}${level && ` (${level})`}`);
}

/** Budgets as aligned rows below a heading. In a narrow terminal, the subject is shortened. */
function table(results: BudgetResult[], width: number, paint: Paint): string[] {
  const rows = results.map(figures);
  const widths = headings
    .slice(1)
    .map((heading, column) =>
      Math.max(heading.length, ...rows.map((row) => [...(row[column] ?? '')].length)),
    );
  const names = results.map((result) => [plainText(budgetSubject(result)), quantityText(result)] as const);
  const longest = Math.max(0, ...names.map((parts) => [...parts.join('')].length));
  const room = Math.min(longest, width - 4 - widths.reduce((sum, column) => sum + column + 2, 0));
  const right = (cells: string[]) =>
    cells.map((cell, column) => `  ${paddedFront(cell, widths[column] ?? 0)}`).join('');
  const lines = results.map((result, row) => {
    const [subject = '', quantity = ''] = names[row] ?? [];
    const name = cut(cutFront(subject, Math.max(8, room - quantity.length)) + quantity, room);
    const shown = shownOutcome(result);
    return `  ${paint(marks[shown], tints[shown])} ${padded(name, room)}${right(rows[row] ?? [])}`;
  });
  return [paint(`    ${' '.repeat(room)}${right(headings.slice(1))}`, 'dim'), ...lines];
}

function loadLine({ load, generator }: Analysis): string {
  const { stepsPerSecond, deliveredShare } = load;
  const { cpuShare, cpuMsPerStep } = generator;
  const facts = [
    stepsPerSecond !== undefined && `${howMany(stepsPerSecond, 'step')}/s`,
    deliveredShare !== undefined && `${formatShare(deliveredShare)} of the load delivered`,
    cpuShare !== undefined && `machine ${formatShare(cpuShare)} busy`,
    cpuMsPerStep !== undefined && `${formatDuration(cpuMsPerStep)} CPU per step`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** The rows that fit, worst first; the rest as counts. */
function fitted(results: BudgetResult[], rows: number): { shown: BudgetResult[]; folded: string[] } {
  if (results.length <= rows) return { shown: results, folded: [] };
  const shown = results.slice(0, Math.max(0, rows - 1));
  const rest = groupBy(results.slice(shown.length), shownOutcome);
  const counts = [...rest].map(([outcome, { length }]) => `${formatCount(length)} more ${outcome}`);
  return { shown, folded: [`    … ${counts.join(', ')}`] };
}

/**
 * The terminal report at the end of a run: at most 40 rows, with the verdict last, where people look first.
 *
 * @param listed the results that are listed, if not all
 */
export function renderTerminal(
  analysis: Analysis,
  { width, colours }: TerminalOptions,
  listed: Pick<Analysis, 'acceptance' | 'budgets'> = analysis,
): string {
  const paint = painter(colours);
  const columnsWide = Math.max(40, width);
  const { verdict } = analysis;
  const text = (words: string) => wrapped(plainText(words), columnsWide - 2).map((line) => `  ${line}`);

  const below = [
    '',
    ...text(loadLine(analysis)).map((line) => paint(line, 'dim')),
    ...text(trustLine(analysis)).map((line) => paint(line, 'dim')),
    ...lostUserLines(analysis)
      .slice(0, mostLost)
      .flatMap((words) => text(words).slice(0, 3)),
    ...[...filmLines(analysis), ...doubtLines(analysis)]
      .slice(0, mostDoubts)
      .flatMap((words) => text(words).slice(0, 3)),
    ...errorLines(analysis, 'without traces')
      .slice(0, mostErrors)
      .flatMap((words) => text(words).slice(0, 2)),
    ...warnings(analysis).flatMap((warning) => text(`Note: ${warning}`).slice(0, 3)),
    '',
    ...text(`${marks[verdict.outcome]} ${headline(analysis)}`).map((line) =>
      paint(line, tints[verdict.outcome]),
    ),
    ...reasonsBeyondHeadline(verdict)
      .slice(0, 3)
      .flatMap((reason) => text(`- ${reason}`).slice(0, 3)),
    '',
  ];
  const room = mostRows - below.length - leastForBudgets - 1;
  const diagnosis = diagnosisLines(analysis, columnsWide - 2, room).map((line) => `  ${line}`);
  const footer = [...(diagnosis.length > 0 ? ['', ...diagnosis] : []), ...below];
  const accepted = worstFirst(listed.acceptance);
  const judged = worstFirst(listed.budgets);
  const space = Math.max(4, mostRows - footer.length - 5);
  const top = fitted(accepted, Math.max(2, Math.min(accepted.length, space - 2)));
  const rest = fitted(judged, Math.max(2, space - top.shown.length - top.folded.length));
  const [heading = '', ...rows] = table([...top.shown, ...rest.shown], columnsWide, paint);
  const section = (title: string, lines: string[]) =>
    lines.length > 0 ? [`  ${paint(title, 'bold')}`, ...lines, ''] : [];
  return [
    heading,
    ...section('Acceptance', [...rows.slice(0, top.shown.length), ...top.folded]),
    ...section('Budgets, worst first', [...rows.slice(top.shown.length), ...rest.folded]).slice(0, -1),
    ...footer,
  ].join('\n');
}
