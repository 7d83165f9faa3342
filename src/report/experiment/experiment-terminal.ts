import type { Comparison } from '../../sample/comparison.ts';
import type { ExperimentResult } from '../../sample/experiment.ts';
import { plainText } from '../../sample/plain-text.ts';
import { methodText, ruleText } from '../comparison/measured.ts';
import { comparisonRows } from '../comparison/terminal.ts';
import { painter, type TerminalOptions, wrapped } from '../terminal-text.ts';
import { answersText, differenceText, findingOf, findingTones, findingWords } from './experiment-words.ts';

const mostReasons = 4;
const mostDifferences = 3;
const marks = { pass: '✓', fail: '✗', warn: '=', inconclusive: '?' };
const tints = { pass: 'green', fail: 'red', warn: 'dim', inconclusive: 'yellow' } as const;

/** The terminal report at the end of an experiment. */
export function renderExperimentTerminal(
  result: ExperimentResult,
  comparison: Comparison,
  { width, colours }: TerminalOptions,
): string {
  const paint = painter(colours);
  const wide = Math.max(40, width);
  const text = (words: string) => wrapped(plainText(words), wide - 2).map((line) => `  ${line}`);
  const quiet = (words: string) => text(words).map((line) => paint(line, 'dim'));
  const finding = findingOf(result);
  const tone = findingTones[finding];
  const { differences = [] } = result.answers.found ?? {};
  return [
    '',
    ...text(`${marks[tone]} ${findingWords[finding]}: ${result.title}`).map((line) =>
      paint(line, tints[tone]),
    ),
    ...result.reasons.slice(0, mostReasons).flatMap((reason) => text(`- ${reason}`).slice(0, 3)),
    ...text(answersText(result.answers)),
    ...differences
      .slice(0, mostDifferences)
      .flatMap((difference) => text(`- ${differenceText(difference)}`).slice(0, 3)),
    '',
    ...comparisonRows(comparison, wide, paint),
    ...quiet(`${methodText(comparison)}; ${ruleText(comparison)}`),
    ...comparison.notes.flatMap((note) => text(`Note: ${note}`).slice(0, 3)),
    '',
  ].join('\n');
}
