import type { ComparedMetric, ComparedStep, Comparison } from '../../sample/comparison.ts';
import { layerWord } from '../../words/layer-words.ts';
import { formatMeasure, howMany } from '../../words/units.ts';
import { literal } from '../markdown-text.ts';
import { cut } from '../terminal-text.ts';
import { comparisonHeadline, mainLayer } from './headline.ts';
import { measuredLine, onlyInLines } from './measured.ts';
import {
  type Changed,
  changedBy,
  changeText,
  changeWord,
  intervalText,
  metricName,
  typicalLatency,
} from './words.ts';

/** The marker by which a bot finds its own comment. */
const marker = '<!-- footfall -->';

/** Limits that keep a pull request comment readable; GitHub rejects more than 65,536 characters. */
const mostCharacters = 60_000;
const mostChanged = 12;
const mostOpen = 5;
const mostLines = 10;
const longestName = 80;
const longestLine = 300;

const verdictMarks = { pass: '✅', fail: '❌', inconclusive: '❔', invalid: '🚫' };
const outcomeMarks = { slower: '🔺', faster: '🟢', same: '', unresolved: '❔' };

const name = (text: string) => literal(cut(text, longestName));

function table(heads: string[], rows: string[][]): string {
  const rule = heads.map((head) => (/^(base|head|change|interval|pairs)/.test(head) ? '---:' : '---'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const value = ({ metric }: ComparedMetric, known: number | undefined) =>
  known === undefined ? '–' : formatMeasure(metric, known);

/** `58 ms → 99 ms`, with the metric unless it is the typical latency. */
function changedRow({ step, metric }: Changed): string[] {
  const isSure = metric.outcome !== 'unresolved' && metric === typicalLatency(step);
  const main = isSure ? mainLayer(step) : undefined;
  const what = metric === typicalLatency(step) ? '' : `, ${metricName(metric)}`;
  const change = metric.change === undefined ? '' : `**${changeText(metric.metric, metric.change.value)}**`;
  const interval = intervalText(metric);
  return [
    `${outcomeMarks[metric.outcome]} ${changeWord(metric)}`,
    `${name(step.journey)} › ${name(step.step)}${what}`,
    `${value(metric, metric.base)} → ${value(metric, metric.head)}`,
    `${change}${interval && ` (${interval})`}`,
    main === undefined ? '' : literal(layerWord(main.layer)),
  ];
}

/** Confirmed changes, and some of the unresolved ones. */
function changedTable(comparison: Comparison): string {
  const sure = [...changedBy(comparison, 'slower'), ...changedBy(comparison, 'faster')];
  const open = changedBy(comparison, 'unresolved');
  const listed = [...sure.slice(0, mostChanged), ...open.slice(0, mostOpen)];
  if (listed.length === 0) return '';
  const heads = ['', 'step', 'base → head', 'change', 'layer'];
  const moreChanged = sure.length - mostChanged;
  const moreOpen = open.length - mostOpen;
  const rest = [
    moreChanged > 0 && howMany(moreChanged, 'more change'),
    moreOpen > 0 && `${howMany(moreOpen, 'more step')} unresolved`,
  ].filter(Boolean);
  const more = rest.length > 0 ? `\n\n… and ${rest.join(', ')}.` : '';
  return `${table(heads, listed.map(changedRow))}${more}`;
}

function fullRow(step: ComparedStep, metric: ComparedMetric): string[] {
  return [
    `${name(step.journey)} › ${name(step.step)}`,
    `${metricName(metric)}${metric.role === 'watched' ? ' (watched)' : ''}`,
    value(metric, metric.base),
    value(metric, metric.head),
    metric.change === undefined ? '–' : changeText(metric.metric, metric.change.value),
    intervalText(metric) || '–',
    `${outcomeMarks[metric.outcome]} ${changeWord(metric)}`.trim(),
  ];
}

/** All metrics, as far as they fit. */
function fullTable({ steps }: Comparison, room: number): string {
  const rows = steps.flatMap((step) => step.metrics.map((metric) => fullRow(step, metric)));
  let used = 0;
  const shown = rows.filter((cells) => {
    used += cells.join(' | ').length + 5;
    return used < room;
  });
  const heads = ['step', 'metric', 'base', 'head', 'change', 'interval', ''];
  const more = rows.length - shown.length;
  const rest =
    more > 0
      ? `

… and ${howMany(more, 'more metric')} in \`comparison.json\`.`
      : '';
  return `<details>
<summary>All ${howMany(steps.length, 'step')}</summary>

${table(heads, shown)}${rest}

</details>`;
}

const list = (lines: string[], mark: string) =>
  lines
    .slice(0, mostLines)
    .map((line) => `${mark} ${literal(cut(line, longestLine))}`)
    .join('\n');

/** A sticky pull request comment: the verdict and what changed, with the rest folded. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { verdict, steps, notes } = comparison;
  const isOpen = verdict.outcome === 'inconclusive' || verdict.outcome === 'invalid';
  const above = [
    `${marker}\n## ${verdictMarks[verdict.outcome]} ${literal(comparisonHeadline(comparison))}`,
    isOpen && list(verdict.reasons, '-'),
    changedTable(comparison),
    list(onlyInLines(comparison), '-'),
  ];
  const below = [
    `<sub>${literal(cut(measuredLine(comparison), 2 * longestLine))}</sub>`,
    list(notes, '>').replaceAll('\n', '\n>\n'),
  ];
  const room = mostCharacters - [...above, ...below].join('').length;
  const paragraphs = [...above, steps.length > 0 && fullTable(comparison, room), ...below];
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`;
}
