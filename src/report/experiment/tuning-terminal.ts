import type { Attempt, Tuning } from '../../sample/experiment.ts';
import { plainText } from '../../sample/plain-text.ts';
import { painter, type TerminalOptions, wrapped } from '../terminal-text.ts';
import { adviceLeft, statusWords, tuningHeadline, tuningOutcome } from './tuning-words.ts';
import { variableText } from './variable-text.ts';

const mostLeft = 5;
const headMarks = { won: '✓', 'nothing won': '=', 'cut short': '?' };
const headTints = { won: 'green', 'nothing won': 'dim', 'cut short': 'yellow' } as const;
const marks: Record<Attempt['status'], string> = { kept: '✓', dropped: '✗', skipped: '–' };
const tints = { kept: 'green', dropped: 'red', skipped: 'dim' } as const;

/** The terminal report at the end of tuning. */
export function renderTuningTerminal(tuning: Tuning, { width, colours }: TerminalOptions): string {
  const paint = painter(colours);
  const wide = Math.max(40, width);
  const text = (words: string, indent = '  ') =>
    wrapped(plainText(words), wide - indent.length).map((line) => `${indent}${line}`);
  const { attempts, kept } = tuning;
  const outcome = tuningOutcome(tuning);
  const headline = tuningHeadline(tuning);
  const left = adviceLeft(tuning);
  return [
    '',
    ...text(`${headMarks[outcome]} ${headline.charAt(0).toUpperCase()}${headline.slice(1)}.`).map((line) =>
      paint(line, headTints[outcome]),
    ),
    '',
    ...attempts.flatMap(({ status, title, reason }) => [
      ...text(`${marks[status]} ${title}: ${statusWords[status]}`).map((line) => paint(line, tints[status])),
      ...text(reason, '    ').slice(0, 4),
    ]),
    ...(Object.keys(kept).length > 0 ? ['', ...text(`To keep these changes: ${variableText(kept)}`)] : []),
    ...left
      .slice(0, mostLeft)
      .flatMap(({ id, title }) => text(`Remaining advice: ${title} (${id})`).slice(0, 2)),
    '',
  ].join('\n');
}
