import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { renderComparisonHtml } from '../../src/report/comparison/html.ts';
import { headline } from '../../src/report/headline.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import type { Budget } from '../../src/sample/budget.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { budget, givenUp, record, step } from '../analysis/record.ts';
import { unchangedComparison } from './known/small-comparison.ts';

/** Every sentence of every report, with 0 to 5,000 samples: none may say more than was measured. */

const sizes = [0, 1, 5, 50, 5000];
const steadyMs = 60_000;

/** The times at which `count` steps start, evenly over the steady state. */
const moments = (count: number) => Array.from({ length: count }, (_, index) => (index * steadyMs) / count);
const latencyOf = (index: number) => 120 + ((index * 37) % 101);

const shapes: Record<string, (count: number) => StepSample[]> = {
  'all searches': (count) =>
    moments(count).map((at, index) => step(latencyOf(index), at, { user: index % 4 })),
  'only suggestion clicks': (count) =>
    moments(count).map((at, index) =>
      step(latencyOf(index), at, { user: index % 4, step: 'take a suggestion', kind: 'suggestion' }),
    ),
  'only navigations': (count) =>
    moments(count).map((at, index) => step(latencyOf(index), at, { step: 'open home', kind: 'navigation' })),
  'all failed': (count) => moments(count).map((at) => givenUp(5000, at)),
  'one slow outlier': (count) => moments(count).map((at, index) => step(index === 0 ? 4000 : 100, at)),
  'two journeys': (count) =>
    moments(count).map((at, index) =>
      step(latencyOf(index), at, index % 2 === 0 ? {} : { journey: 'browse', step: 'sort', user: 1 }),
    ),
};

/** Shapes that are also walked with 5,000 steps. */
const large = ['all searches', 'only suggestion clicks'];

const limits: Record<string, number | undefined> = {
  'no budgets': undefined,
  'budgets far away': 10_000,
  'budgets too strict': 1,
  'budgets that the figures straddle': 170,
};

function budgetsAt(limit: number): Budget[] {
  const { journey: _, step: __, ...anywhere } = budget({ limit });
  return [
    budget({ limit }),
    budget({ id: 'p99', statistic: 'p99', limit }),
    budget({ id: 'worst', statistic: 'worstWindowP95', limit }),
    { ...anywhere, id: 'query', group: 'query', statistic: 'p99' },
    { ...anywhere, id: 'all', group: 'all', metric: 'errors', statistic: 'share', limit: 0.001 },
  ];
}

/** The lines that a reader of the HTML sees or hears: a row of a table or a figure of a chart is one line. */
function linesOf(page: string): string[] {
  const spoken = [...page.matchAll(/aria-label="([^"]*)"/g)].map(([, text = '']) => text);
  const text = page
    .replace(/<(style|script|svg)\b.*?<\/\1>/gs, ' ')
    .replace(
      /<div class="row"|<\/?(p|li|tr|dl|h\d|section|summary|header|footer|ul|table)\b|<div><d/g,
      '\n$&',
    )
    .replace(/<[^>]*>/g, ' ');
  return [...spoken, ...text.split('\n')]
    .map((line) =>
      line
        .replace(/&nbsp;|\s+/g, ' ')
        .replaceAll('&lt;', '<')
        .trim(),
    )
    .filter((line) => line !== '');
}

function linesOfReports(analysis: Analysis): [report: string, lines: string[]][] {
  const html = renderHtml(analysis)
    .replace(/\n\s*(?=<t[hd]\b)/g, '')
    .replace(/\n\s*(?=<(span|div class="range|i|dd|small|\/div|\/tr|\/ul)\b)/g, ' ');
  return [
    ['html', linesOf(html)],
    ['terminal', renderTerminal(analysis, { width: 400, colours: false }).split('\n')],
    ['summary.md', renderMarkdown(analysis).split('\n')],
    ['JUnit', linesOf(renderJunit(analysis).replace(/message="([^"]*)"/g, '>$1<'))],
    ['headline', [headline(analysis)]],
  ];
}

const unreadable: RegExp[] = [
  /\b(NaN|undefined|null|Infinity)\b|\[object/,
  /\b0 of 0\b/,
  /(?<![\w.,])[-−]0(?: |$|[^.\d])/,
  /(?<![\d.,])1 (users|steps|samples|errors|times|answers|searches|budgets|pairs|workers|cores|seconds|queries)\b/,
];

/** What is wrong with a line, if anything. The limits of a budget promise what the product must do, and are no claim. */
function faultOf(line: string, samples: number, kinds: ReadonlySet<string>): string | undefined {
  if (unreadable.some((pattern) => pattern.test(line))) return 'no readable figure';
  const few = /too few|needed for a p95|at least [\d.,]+ (ms|s)|only \d+ samples?\b/;
  const isTarget = /≤|are answered within|is allowed|a run is invalid|^As a table|^p50 /.test(line);
  if (/\b(typical(ly)?|usual(ly)?|most of)\b/i.test(line) && samples < 6) return 'typical of too few';
  if (/\b99 (of 100|%)|\b1 in 100\b/.test(line) && samples < 100 && !isTarget) return 'a share of a hundred';
  if (/\b95 (of 100|%)/.test(line) && samples < 20 && !isTarget && !/confidence/.test(line))
    return 'a share of twenty';
  const observed = /\bp(?<percent>50|75|95|99)\b[^;:]*?\b\d[\d.,]* (ms|s)\b/.exec(line);
  if (observed && !isTarget && !few.test(line) && samples * (100 - Number(observed.groups?.percent)) < 100)
    return 'a percentile of too few';
  if (/\bsearch(es|ed)\b/i.test(line) && !/and refine/.test(line) && !kinds.has('query'))
    return 'not a search';
  return undefined;
}

const about = (analysis: Analysis) => analysis.groups.find(({ group }) => group === 'all')?.samples ?? 0;

for (const [shape, made] of Object.entries(shapes)) {
  for (const [wish, limit] of Object.entries(limits)) {
    for (const count of sizes.filter((size) => size < 5000 || (large.includes(shape) && limit === 170))) {
      test(`${count} steps, ${shape}, ${wish}: no sentence says more than was measured`, () => {
        const steps = made(count);
        const budgets = limit === undefined ? [] : budgetsAt(limit);
        const analysis = analyse(record({ steps, budgets, steadyMs, users: 4 }));
        expect(about(analysis)).toBe(count);
        const kinds = new Set<string>(steps.map(({ kind }) => kind));
        const faults = linesOfReports(analysis).flatMap(([report, lines]) =>
          lines.flatMap((line) => {
            const fault = faultOf(line, count, kinds);
            return fault === undefined ? [] : [`${report}: ${fault}: ${line.trim()}`];
          }),
        );
        expect(faults).toEqual([]);
        if (count === 0) {
          for (const [report, lines] of linesOfReports(analysis))
            expect(lines.join('\n'), report).toMatch(/nothing was measured/i);
          expect(linesOf(renderHtml(analysis)).join('\n')).not.toMatch(
            /every step got an answer|Nothing was found/,
          );
        }
      });
    }
  }
}

test('with few answers, a comparison claims no share of 95 %', () => {
  const all = unchangedComparison();
  const withAnswers = (count: number) =>
    renderComparisonHtml({
      ...all,
      steps: all.steps.map((one) => ({
        ...one,
        samples: { base: count, head: count },
        errors: { base: 0, head: 0 },
        latenciesMs: { base: Array(count).fill(90), head: Array(count).fill(91) },
      })),
    });
  const claim = /half of the answers arrived[^"]*, 95 % within/;
  expect(withAnswers(5)).not.toMatch(claim);
  expect(withAnswers(20)).toMatch(claim);
});

test('the rules recognise sentences that say too much', () => {
  const query = new Set(['query']);
  expect(faultOf('99 of 100 searches were answered within 240 ms', 1, query)).toBe('a share of a hundred');
  expect(faultOf('Typical search (p50) 120 ms', 5, query)).toBe('typical of too few');
  expect(faultOf('search: p50 110 ms, p75 120 ms, p95 200 ms', 1, query)).toBe('a percentile of too few');
  expect(faultOf('the slowest of 12 searches', 12, new Set(['suggestion']))).toBe('not a search');
  for (const line of ['0 of 0 steps', 'NaN ms', '−0 ms', '1 steps/s'])
    expect(faultOf(line, 5000, query)).toBe('no readable figure');
  expect(faultOf('99 of 100 searches were answered within 240 ms', 100, query)).toBeUndefined();
});
