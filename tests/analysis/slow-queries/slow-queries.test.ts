import { expect, test } from '@playwright/test';
import { slowQueries } from '../../../src/analysis/slow-queries/slow-queries.ts';
import { SlowQuery } from '../../../src/sample/diagnosis.ts';
import type { ReplaySample, TraceSample } from '../../../src/sample/evidence.ts';
import type { Sample, StepSample } from '../../../src/sample/sample.ts';
import { record, step } from '../record.ts';
import { sequentialScan } from './plans.ts';
import { partial, profiled } from './vespa-answers.ts';

const asked = (path: string, ms: number, changes: Partial<StepSample> = {}): StepSample =>
  step(ms, 0, {
    paint: { settledMs: ms - 10, frameMs: ms },
    request: {
      url: `http://127.0.0.1:4310${path}`,
      matchedBy: 'traceparent',
      startMs: 4,
      sentMs: 5,
      responseStartMs: ms - 30,
      responseEndMs: ms - 20,
      serverTimingMs: { app: 40, database: 30 },
    },
    ...changes,
  });

const replayOf = (of: StepSample, changes: Partial<ReplaySample> = {}): ReplaySample => ({
  type: 'replay',
  at: 2_000_000,
  stepId: of.id,
  url: of.request?.url ?? '',
  aloneMs: 48,
  rounds: 3,
  status: 200,
  serverTimingMs: { app: 40 },
  statements: [],
  engine: [],
  missing: [],
  ...changes,
});

function found(steps: StepSample[], ...others: Sample[]): SlowQuery[] | undefined {
  const { samples, ...rest } = record({ steps });
  return slowQueries({ ...rest, samples: [...samples, ...others] }, steps);
}

test('a slow query has the step where it was seen, its time alone, and its statements with their plans', () => {
  const slow = asked('/api/documents/n1', 100, {
    user: 7,
    query: { text: 'dog', kind: 'head' },
    step: 'open a result',
  });
  const again = asked('/api/documents/n1', 80, { step: 'open a result' });
  const replay = replayOf(slow, {
    statements: [
      {
        text: 'select * from relations where from_id = $1',
        values: ['n1', 5, null, ['a']],
        calls: 4,
        durationMs: 44,
        plan: sequentialScan,
        analysed: true,
      },
      { text: 'select 1', calls: 1 },
    ],
    cpu: [{ function: 'render', url: 'file:///app/server.js', line: 12, selfMs: 3 }],
    missing: ['the engine was not asked'],
  });
  const [query, ...others] = found([slow, again], replay) ?? [];
  expect(others).toEqual([]);
  expect(SlowQuery.parse(query)).toEqual(query);
  expect(query).toMatchObject({
    stepId: slow.id,
    journey: 'search and refine',
    step: 'open a result',
    user: 7,
    url: 'http://127.0.0.1:4310/api/documents/n1',
    query: { text: 'dog', kind: 'head' },
    seenMs: 100,
    steps: 2,
    aloneMs: 48,
    cpu: [{ function: 'render', where: 'file:///app/server.js:12', selfMs: 3 }],
    missing: ['the engine was not asked'],
  });
  expect(query?.layersMs).toMatchObject({ database: 30, app: 10, paint: 10 });
  expect(Object.values(query?.layersMs ?? {}).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(100, 9);
  const [planned, plain] = query?.statements ?? [];
  expect(planned).toMatchObject({
    values: ['n1', '5', 'null', '["a"]'],
    calls: 4,
    durationMs: 44,
    plan: { label: 'Limit', children: [{ label: 'Seq Scan on relations', costly: true }] },
  });
  expect(planned?.finding).toContain('reads 378,203 rows to keep 12');
  expect(plain).toEqual({ text: 'select 1', calls: 1 });
});

test('an engine query has times and coverage of the plain response, and the trace of the profiled one', () => {
  const slow = asked('/api/search?q=a', 100);
  const engine = { url: 'http://127.0.0.1:8080/search/?query=a', durationMs: 360, aloneMs: 352 };
  const [query] =
    found([slow], replayOf(slow, { engine: [{ ...engine, plain: partial, answer: profiled }] })) ?? [];
  const [engineQuery] = query?.engine ?? [];
  expect(engineQuery).toMatchObject({
    ...engine,
    queryMs: 350,
    summaryMs: 2,
    hits: 40,
    coverage: 0.41,
    degraded: ['timeout'],
    errors: ['Error in search: timed out'],
    trace: { label: 'search', ms: 330 },
  });
  expect(engineQuery?.finding).toMatch(/^the answer is partial \(timeout\); matching took 280 ms of 330 ms/);
});

test('without a plain response the profiled one is used; one that is not JSON is ignored', () => {
  const slow = asked('/api/search?q=a', 100);
  const url = 'http://127.0.0.1:8080/search/';
  const engine = [{ url, answer: JSON.stringify(profiled) }, { url, answer: '<html>' }, { url }];
  const [query] = found([slow], replayOf(slow, { engine })) ?? [];
  expect(query?.engine[0]).toMatchObject({ queryMs: 320, coverage: 1, hits: 61 });
  expect(query?.engine.slice(1)).toEqual([{ url }, { url }]);
});

test('queries are sorted slowest first; a failed step has a time but no layers', () => {
  const quick = asked('/api/search?q=a', 60);
  const failed = asked('/api/search?q=b', 90, { outcome: { status: 'failed', message: 'no' } });
  const queries = found([quick, failed], replayOf(quick), replayOf(failed));
  expect(queries?.map(({ seenMs, layersMs }) => [seenMs, Object.keys(layersMs).length > 0])).toEqual([
    [90, false],
    [60, true],
  ]);
});

test('traces are joined to their step, even if its request was not replayed', () => {
  const slow = asked('/api/search?q=a', 100);
  const home = step(150, 0, { step: 'open home', kind: 'navigation' });
  const trace = (of: StepSample, changes: Partial<TraceSample>): TraceSample => ({
    type: 'trace',
    at: 2_000_000,
    stepId: of.id,
    ...changes,
  });
  const queries = found(
    [slow, home],
    replayOf(slow),
    trace(slow, { playwright: 'traces/a.zip', chromium: 'traces/a.json' }),
    trace(home, { failure: 'the page did not open' }),
  );
  expect(queries).toMatchObject([
    {
      step: 'open home',
      url: '',
      missing: ['it could not be replayed with tracing: the page did not open'],
    },
    { step: 'search', traces: { playwright: 'traces/a.zip', chromium: 'traces/a.json' }, missing: [] },
  ]);
});

test('without replays the result is undefined; a replay of a lost step is left out', () => {
  const slow = asked('/api/search?q=a', 100);
  expect(found([slow])).toBeUndefined();
  expect(found([slow], { ...replayOf(slow), stepId: 'f'.repeat(32) })).toEqual([]);
});
