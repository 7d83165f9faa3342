import { expect, test } from '@playwright/test';
import { renderComparisonJunit } from '../../src/report/comparison/junit.ts';
import { renderComparisonMarkdown } from '../../src/report/comparison/markdown.ts';
import { renderSameAgainstSame } from '../../src/report/comparison/same-against-same.ts';
import { renderComparisonTerminal } from '../../src/report/comparison/terminal.ts';
import { changeText, intervalText } from '../../src/report/comparison/words.ts';
import { Comparison, type SameAgainstSame } from '../../src/sample/comparison.ts';
import { expectGolden } from './golden.ts';
import { smallComparison, unchangedComparison } from './known/small-comparison.ts';

test('the small comparison matches the schema', () => {
  expect(Comparison.parse(smallComparison())).toEqual(smallComparison());
});

test('the pull request comment matches its golden file', () => {
  expectGolden('comparison.golden.md', renderComparisonMarkdown(smallComparison()));
});

test('the terminal report of a comparison matches its golden file', () => {
  const text = renderComparisonTerminal(smallComparison(), { width: 110, colours: false });
  expectGolden('comparison-terminal.golden.txt', text);
});

test('the JUnit report of a comparison matches its golden file', () => {
  expectGolden('comparison-junit.golden.xml', renderComparisonJunit(smallComparison()));
});

test('the comment is short if nothing changed, and starts with the marker and the verdict', () => {
  const [marker, verdict, ...rest] = renderComparisonMarkdown(unchangedComparison()).split('\n');
  expect(marker).toBe('<!-- footfall -->');
  expect(verdict).toBe('## ✅ No change above 10 % (or 20 ms) in 1 step.');
  const unfolded = rest.join('\n').replace(/<details>.*<\/details>/s, '');
  expect(unfolded.split('\n').filter(Boolean)).toHaveLength(1);
  expect(unfolded).toContain('Side by side: 58 pairs');
});

test('a comparison without a verdict says why and is not green', () => {
  const open: Comparison = {
    ...unchangedComparison(),
    steps: [],
    verdict: { outcome: 'inconclusive', reasons: ['Nothing was measured on head.'] },
  };
  expect(renderComparisonMarkdown(open)).toContain('## ❔ Inconclusive: Nothing was measured on head.');
  expect(renderComparisonTerminal(open, { width: 80, colours: false })).toContain(
    '? Inconclusive: Nothing was measured on head.',
  );
  expect(renderComparisonJunit(open)).toContain('<skipped message="Nothing was measured on head."/>');
  const invalid = { ...open, verdict: { ...open.verdict, outcome: 'invalid' as const } };
  expect(renderComparisonJunit(invalid)).toContain('<error message="Nothing was measured on head."/>');
});

test('a passed comparison names a step that got faster', () => {
  const small = unchangedComparison();
  const faster = { ...small, steps: [...small.steps, ...smallComparison().steps.slice(2, 3)] };
  expect(renderComparisonMarkdown(faster)).toContain(
    '## ✅ Faster: “open a result” takes 29 ms less (−36 to −22 ms), nearly all of it: database.',
  );
});

test('a step is named with its journey if another journey has a step with the same name', () => {
  const small = smallComparison();
  const [search, slower] = small.steps;
  if (search === undefined || slower === undefined) throw new Error('the small comparison has no such steps');
  const twice = { ...small, steps: [slower, { ...search, journey: 'browse', step: slower.step }] };
  expect(renderComparisonMarkdown(twice)).toContain('Slower: “search and refine › turn the page” takes');
});

test('many unresolved steps do not hide confirmed changes', () => {
  const small = smallComparison();
  const open = small.steps[3];
  if (open === undefined) throw new Error('the small comparison has no such step');
  const unresolved = { ...open, metrics: open.metrics.slice(0, 1) };
  const many = { ...small, steps: [...Array.from({ length: 40 }, () => unresolved), ...small.steps] };
  const [table] = renderComparisonMarkdown(many).split('<details>');
  expect(table?.match(/^\| ❔ unresolved/gm)).toHaveLength(5);
  expect(table).toContain('… and 37 more steps unresolved.');
  expect(table?.indexOf('🟢 faster')).toBeLessThan(table?.indexOf('❔ unresolved') ?? 0);
});

test('two stored runs are not described as side by side', () => {
  const { looks: _looks, durationMs: _durationMs, ...rest } = unchangedComparison();
  const stored: Comparison = { ...rest, method: 'stored runs' };
  expect(renderComparisonMarkdown(stored)).toContain('Two stored runs of 8 users');
  expect(renderComparisonMarkdown(stored)).not.toContain('Side by side');
});

for (const width of [40, 60, 80, 140]) {
  test(`the terminal report of a comparison fits ${width} columns`, () => {
    const lines = renderComparisonTerminal(smallComparison(), { width, colours: false }).split('\n');
    for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(width);
    expect(lines.some((line) => line.includes('▲') && line.endsWith('slower'))).toBe(true);
  });
}

test('colours are used only on request', () => {
  const escape = '\u001b';
  expect(renderComparisonTerminal(smallComparison(), { width: 100, colours: false })).not.toContain(escape);
  expect(renderComparisonTerminal(smallComparison(), { width: 100, colours: true })).toContain(
    `${escape}[31m`,
  );
});

const attack =
  '<script>alert(1)</script>"&\' ]]> | @someone #1 `x` [a](http://evil.example/) \u001b[2J\u202e\u0000\n\n# x';

test('names and messages cannot become markup, mentions, links or terminal commands', () => {
  const comparison = smallComparison(attack);
  const markdown = renderComparisonMarkdown(comparison);
  expect(markdown).not.toMatch(
    /<script|@someone|#1\b|http:\/\/evil|(?<!\\)`x|(?<!\\)\[a|\u001b|\u202e|^# x/m,
  );
  const tableWidths = markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(/(?<!\\)\|/).length);
  expect([...new Set(tableWidths)].sort()).toEqual([7, 9]);
  const terminal = renderComparisonTerminal(comparison, { width: 80, colours: false });
  expect(terminal).not.toMatch(/[\u001b\u202e\u0000]/);
  const junit = renderComparisonJunit(comparison);
  expect(junit).not.toMatch(/<script|\u0000|\u001b|\u202e/);
  expect(junit.match(/<testcase/g)).toHaveLength(15);
});

test('a comment is never too long for GitHub', () => {
  const small = smallComparison(attack.repeat(20));
  const many = { ...small, steps: Array.from({ length: 200 }, () => small.steps).flat() };
  expect(renderComparisonMarkdown(many).length).toBeLessThan(65_536);
});

test('changes have a sign, and an interval shows a shared unit only once', () => {
  expect(changeText('latencyMs', 41.4)).toBe('+41 ms');
  expect(changeText('latencyMs', -0.01)).toBe('±0 ms');
  expect(changeText('errors', 0.021)).toBe('+2.1 points');
  expect(changeText('cls', -0.012)).toBe('−0.012');
  const change = { value: 1, lower: -3, upper: 5.5 };
  expect(intervalText({ metric: 'latencyMs', change })).toBe('−3 to +5.5 ms');
  expect(intervalText({ metric: 'latencyMs', change: { value: 900, lower: 700, upper: 1100 } })).toBe(
    '+700 ms to +1.1 s',
  );
  expect(intervalText({ metric: 'latencyMs', change: { value: 1, lower: -3 } })).toBe('at least −3 ms');
  expect(intervalText({ metric: 'cls', change: { value: 0, lower: -0.001, upper: 0.002 } })).toBe(
    '−0.001 to +0.002',
  );
  expect(intervalText({ metric: 'latencyMs' })).toBe('');
});

const quiet: SameAgainstSame = {
  schemaVersion: 1,
  startedAt: '2026-11-20T09:30:00.000Z',
  margin: { percent: 10, floorMs: 20 },
  comparisons: 5,
  failed: 0,
  judged: 210,
  resolved: 207,
  alarms: 0,
  alarmShare: { observed: 0, lower: 0, upper: 0.018 },
  smallestChangeMs: { p50: 24, p90: 31 },
  durationMs: 72_000,
  advice: { percent: 10, floorMs: 20 },
};

test('a product compared with itself shows false alarms, the smallest detectable change and the margin', () => {
  expectGolden('same-against-same.golden.txt', renderSameAgainstSame(quiet));
  const noisy = { ...quiet, failed: 2, alarms: 7, advice: { percent: 15, floorMs: 35 } };
  expect(renderSameAgainstSame(noisy)).toContain('✗ Product compared with itself');
  expect(renderSameAgainstSame(noisy)).toContain('--margin 15 --floor 35');
});
