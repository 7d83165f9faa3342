import { expect, test } from '@playwright/test';
import { historyLine } from '../../src/analysis/across-runs/history-line.ts';
import { trendOf } from '../../src/analysis/across-runs/trend.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import { HistoryLine } from '../../src/sample/history.ts';
import { sampleRun } from './sample-run.ts';

const day = (index: number) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString();

/** The run of that day, with this p50 for a search. */
function line(index: number, p50: number | undefined, changes: Partial<HistoryLine> = {}): HistoryLine {
  return {
    schemaVersion: 1,
    id: `run-${index}`,
    startedAt: day(index),
    workload: 'peak',
    users: 50,
    seed: 1,
    viewport: '800×600',
    footfall: '0.1.0',
    browser: '155.0',
    machine: { cpuModel: 'Example CPU', cores: 2, memoryBytes: 24 * 2 ** 30 },
    targetUrl: 'http://127.0.0.1:8700/',
    outcome: 'pass',
    steps: [
      {
        journey: 'look up',
        step: 'search',
        samples: 100,
        errors: 0,
        ...(p50 !== undefined && { latencyMs: { p50, p95: 2 * p50 } }),
      },
    ],
    ...changes,
  };
}

/** A little different each day, but never by more than 2 ms. */
const scatter = (index: number) => ((index * 7) % 5) - 2;

const runs = (levels: number[], changes: (index: number) => Partial<HistoryLine> = () => ({})) =>
  levels.map((level, index) => line(index, level + scatter(index), changes(index)));

function trendOfRuns(lines: HistoryLine[]) {
  return trendOf(lines.slice(0, -1), lines.at(-1) as HistoryLine);
}

const levels = (...parts: [count: number, ms: number][]) =>
  parts.flatMap(([count, ms]) => Array.from({ length: count }, () => ms));

test('a trend shows the run at which a step became slower, with the level before and after', () => {
  const trend = trendOfRuns(runs(levels([10, 120], [8, 165])));
  expect(trend?.runs).toHaveLength(18);
  const [change, ...more] = trend?.steps[0]?.changes ?? [];
  expect(more).toEqual([]);
  expect(trend?.runs[change?.run ?? -1]?.id).toBe('run-10');
  expect(change?.beforeMs).toBeGreaterThanOrEqual(118);
  expect(change?.beforeMs).toBeLessThanOrEqual(122);
  expect(change?.afterMs).toBeGreaterThanOrEqual(163);
  expect(change?.afterMs).toBeLessThanOrEqual(167);
  expect(change?.probability).toBeLessThan(0.01);
});

test('a steady step has no change, nor has one with only seven runs', () => {
  expect(trendOfRuns(runs(levels([30, 120])))?.steps[0]?.changes).toEqual([]);
  expect(trendOfRuns(runs(levels([30, 120]).map(() => 120)))?.steps[0]?.changes).toEqual([]);
  expect(trendOfRuns(runs(levels([4, 120], [3, 400])))?.steps[0]?.changes).toEqual([]);
});

test('another browser is marked, and a change that came with it does not count', () => {
  const trend = trendOfRuns(
    runs(levels([10, 120], [10, 165]), (index) => ({ browser: index < 10 ? '155.0' : '156.0' })),
  );
  expect(trend?.runs[10]?.changed).toEqual(['browser 155.0 → 156.0']);
  expect(trend?.runs.filter(({ changed }) => changed.length > 0)).toHaveLength(1);
  expect(trend?.steps[0]?.changes).toEqual([]);
});

test('changes are found within each stretch of runs with one browser', () => {
  const trend = trendOfRuns(
    runs(levels([6, 300], [10, 120], [10, 165]), (index) => ({ browser: index < 6 ? '155.0' : '156.0' })),
  );
  expect(trend?.steps[0]?.changes.map(({ run }) => run)).toEqual([16]);
});

test('another machine, Footfall version or target is marked too', () => {
  const trend = trendOfRuns([
    line(0, 100),
    line(1, 100, { machine: { cpuModel: 'Example CPU', cores: 8, memoryBytes: 24 * 2 ** 30 } }),
    line(2, 100, { footfall: '0.2.0' }),
    line(3, 100, { footfall: '0.2.0', targetUrl: 'http://search.test/' }),
  ]);
  expect(trend?.runs.map(({ changed }) => changed)).toEqual([
    [],
    ['cores 2 → 8'],
    ['cores 8 → 2', 'Footfall 0.1.0 → 0.2.0'],
    ['target http://127.0.0.1:8700/ → http://search.test/'],
  ]);
});

test('only earlier runs of the same workload, users and viewport count', () => {
  const others = [
    line(0, 1, { workload: 'smoke' }),
    line(1, 1, { users: 2 }),
    line(2, 1, { viewport: '390×844' }),
    line(9, 1),
  ];
  expect(trendOf(others, line(3, 100))).toBeUndefined();
  const trend = trendOf([...others, line(1, 90)], line(3, 100));
  expect(trend?.runs.map(({ id }) => id)).toEqual(['run-1', 'run-3']);
});

test('a run that is already in the history does not count twice, and the order of lines does not matter', () => {
  const lines = [line(3, 100), line(1, 90), line(2, 95)];
  expect(trendOf(lines, line(3, 100))?.runs.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3']);
});

test('an invalid run is listed without its times', () => {
  const trend = trendOf([line(0, 100), line(1, 9000, { outcome: 'invalid' })], line(2, 110));
  expect(trend?.runs[1]?.outcome).toBe('invalid');
  expect(trend?.steps[0]?.points).toEqual([
    { run: 0, p50: 100, p95: 200 },
    { run: 2, p50: 110, p95: 220 },
  ]);
});

test('a step without a latency has no point, and one without any latency is left out', () => {
  expect(trendOf([line(0, 100)], line(1, undefined))?.steps[0]?.points).toHaveLength(1);
  expect(trendOf([line(0, undefined)], line(1, undefined))?.steps).toEqual([]);
});

test('the last thirty runs are shown', () => {
  const trend = trendOfRuns(runs(levels([50, 120])));
  expect(trend?.runs).toHaveLength(30);
  expect(trend?.runs[0]?.id).toBe('run-20');
  expect(trend?.runs.at(-1)?.id).toBe('run-49');
});

test('the history line of a run matches its schema, and the trend is part of the analysis without changing the verdict', () => {
  const record = sampleRun();
  const alone = analyse(record);
  expect(alone.trend).toBeUndefined();
  const own = historyLine(alone, record.run.footfall);
  expect(HistoryLine.parse(JSON.parse(JSON.stringify(own)))).toEqual(own);
  const history = [{ ...own, id: 'earlier', startedAt: day(0) }];
  const analysis = analyse({ ...record, history });
  expect(analysis.trend?.runs.map(({ id }) => id)).toEqual(['earlier', record.run.id]);
  expect(analysis.trend?.steps).toHaveLength(alone.steps.length);
  expect(analysis.verdict).toEqual(alone.verdict);
});
