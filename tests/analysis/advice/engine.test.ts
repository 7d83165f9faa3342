import { expect, test } from '@playwright/test';
import { question } from './facts.ts';
import { adviceOn, idsOn, type Product, product, withReadings, withReplay } from './product.ts';

const searched = (figures: Parameters<typeof question>[0], made: Product = product({ engineMs: () => 90 })) =>
  withReplay(made, 'search', { engine: [question(figures)] });

test('ranking that is expensive per document is found from the profiler', () => {
  const [advice, ...others] = adviceOn(searched({ queryMs: 96, rankingMs: 90, hits: 3000 }));
  expect(advice).toMatchObject({ id: 'engine.ranking', layer: 'engine' });
  expect(advice?.evidence).toContainEqual({ name: 'Ranking per document', value: '30 µs' });
  expect(advice?.change).toMatchObject({ kind: 'schema' });
  expect(advice?.change.snippet).toContain('second-phase');
  expect(advice?.share).toBeGreaterThan(0.3);
  expect(others).toEqual([]);
});

test('ranking that is cheap per document or a small part of a query is not reported', () => {
  expect(idsOn(searched({ queryMs: 30, rankingMs: 26, hits: 9000 }))).toEqual([]);
  expect(idsOn(searched({ queryMs: 300, rankingMs: 60, matchingMs: 40, hits: 3000 }))).toEqual([]);
  expect(idsOn(searched({ queryMs: 100, rankingMs: 80, hits: 90_000 }))).toContain('engine.ranking');
});

test('without replays slow ranking is found from the metrics, unless queries are queued', () => {
  const idsWith = (values: Record<string, number>) =>
    idsOn(
      withReadings(product({ engineMs: () => 60 }), 'vespa', () => ({
        matchMs: 60,
        queries: 200,
        docsMatched: 400_000,
        ...values,
      })),
    );
  expect(idsWith({})).toEqual(['engine.ranking']);
  expect(idsWith({ docsMatched: 4_000_000, matchUtilization: 0.6 })).toEqual([]);
  expect(idsWith({ matchQueue: 2 })).not.toContain('engine.ranking');
  expect(idsWith({ docsMatched: 4_000_000, rerankMs: 45 })).toEqual(['engine.ranking']);
});

test('fetching summaries is found if it takes most of a query', () => {
  const [advice, ...others] = adviceOn(searched({ queryMs: 8, summaryMs: 120 }));
  expect(advice).toMatchObject({ id: 'engine.summary-fetch', layer: 'engine' });
  expect(advice?.change.snippet).toContain('presentation.summary=short');
  expect(others).toEqual([]);
  expect(idsOn(searched({ queryMs: 60, summaryMs: 30 }))).toEqual([]);
  const fromMetrics = withReadings(product({ engineMs: () => 90 }), 'vespa', () => ({
    summaryMs: 80,
    queryLatencyMs: 90,
  }));
  expect(idsOn(fromMetrics)).toEqual(['engine.summary-fetch']);
});

test('an attribute without fast-search is reported with its field', () => {
  const [advice, ...others] = adviceOn(
    searched({ queryMs: 60, matchingMs: 50, rankingMs: 5, fastSearch: false }),
  );
  expect(advice).toMatchObject({ id: 'engine.linear-scan' });
  expect(advice?.change.snippet).toContain('field category type … {');
  expect(advice?.change.snippet).toContain('attribute: fast-search');
  expect(others).toEqual([]);
});

test('weakAnd, many matches and long look-ups are found', () => {
  expect(idsOn(searched({ queryMs: 80, matchingMs: 70, weakAndMs: 60, rankingMs: 5 }))).toEqual([
    'engine.stopwords',
  ]);
  expect(idsOn(searched({ queryMs: 80, matchingMs: 30, hits: 60_000, rankingMs: 30 }))).toEqual([
    'engine.too-many-matches',
  ]);
  expect(idsOn(searched({ queryMs: 80, setupMs: 60, matchingMs: 10, rankingMs: 4 }))).toEqual([
    'engine.setup',
  ]);
});

test('queries queued for one thread are found, a momentary queue is not reported', () => {
  // One in three queries waits for another that takes 100 ms.
  let count = 0;
  const queued = product({ engineMs: () => 100 + ((count += 1) % 3 === 0 ? 90 : 0) });
  const adviceWith = (values: Record<string, number>, aloneMs = 104) =>
    adviceOn(
      searched(
        { queryMs: 102, matchingMs: 100, rankingMs: 1, aloneMs },
        withReadings(queued, 'vespa', () => values),
      ),
    );
  const [advice, ...others] = adviceWith({
    matchQueue: 3,
    matchUtilization: 0.35,
    matchMs: 101,
    queryLatencyMs: 130,
  });
  expect(advice).toMatchObject({
    id: 'engine.too-few-threads',
    layer: 'engine',
    change: { kind: 'services.xml' },
  });
  expect(advice?.change.snippet).toContain('<requestthreads>');
  expect(others).toEqual([]);
  expect(adviceWith({ matchQueue: 0, matchUtilization: 0.35 })).toEqual([]);
  expect(adviceWith({ matchQueue: 3, matchUtilization: 0.1 })).toEqual([]);
  expect(adviceWith({ matchQueue: 3, matchUtilization: 0.35 }, 260)).toEqual([]);
});

test('partial answers are reported first, from steps, metrics or replays', () => {
  const partial = product({
    engineMs: () => 40,
    change: (step, { kind }) =>
      kind === 'query' && step.request && step.request.serverTimingMs.engine !== undefined
        ? {
            ...step,
            outcome: { status: 'failed', message: 'the answer is partial' },
            request: {
              ...step.request,
              serverTimingDesc: { ...step.request.serverTimingDesc, engine: 'partial' },
            },
          }
        : step,
  });
  const [advice, ...others] = adviceOn(partial);
  expect(advice).toMatchObject({ id: 'engine.partial-answers', layer: 'engine' });
  expect(advice).not.toHaveProperty('share');
  expect(advice?.steps).toContainEqual({ journey: 'explore', step: 'search' });
  expect(others).toEqual([]);
  expect(idsOn(withReadings(product(), 'vespa', () => ({ softDoomed: 4 })))).toEqual([
    'engine.partial-answers',
  ]);
  const replayed = adviceOn(searched({ coverage: 40 }, product()));
  expect(replayed.map(({ id }) => id)).toEqual(['engine.partial-answers']);
  expect(replayed[0]?.evidence).toContainEqual({
    name: 'Lowest share of documents searched',
    value: '40 %',
  });
});

test('documents left out by a match phase, or partial answers of another tier, are not reported', () => {
  const limited = (degraded: Record<string, boolean>) => {
    const asked = question({ coverage: 40 });
    const plain = structuredClone(asked.plain) as { root: { coverage: { degraded: unknown } } };
    plain.root.coverage.degraded = degraded;
    const made = withReadings(product(), 'vespa', () => ({ degradedQueries: 3 }));
    return idsOn(withReplay(made, 'search', { engine: [{ ...asked, plain }] }));
  };
  expect(limited({ 'match-phase': true, timeout: false })).toEqual([]);
  expect(limited({ 'match-phase': true, timeout: true })).toEqual(['engine.partial-answers']);
  const described = (name: string) =>
    product({
      change: (step) =>
        step.request
          ? {
              ...step,
              request: {
                ...step.request,
                serverTimingDesc: { ...step.request.serverTimingDesc, [name]: 'partial' },
              },
            }
          : step,
    });
  expect(idsOn(described('prefetch'))).toEqual([]);
  expect(idsOn(described('total'))).toEqual(['engine.partial-answers']);
});

test('a query that matches many documents but is fast in the engine is not reported', () => {
  expect(idsOn(searched({ queryMs: 20, matchingMs: 5, hits: 60_000, rankingMs: 5, aloneMs: 90 }))).toEqual(
    [],
  );
});

test('no snippet suggests less than Vespa’s own defaults', () => {
  const snippet = (values: Record<string, number>) =>
    adviceOn(withReadings(product({ engineMs: () => 60 }), 'vespa', () => values))[0]?.change.snippet;
  expect(snippet({ gcOverhead: 0.12 })).toContain('-Xmx…g');
  expect(snippet({ rejectedTasks: 3 })).toContain('<threads>N</threads>');
  expect(snippet({ matchQueue: 3, matchUtilization: 0.9 })).toContain('<search>N</search>');
});

test('a hash dictionary comes with cased matching', () => {
  const [advice] = adviceOn(searched({ queryMs: 80, setupMs: 60, matchingMs: 10, rankingMs: 4 }));
  expect(advice?.change.snippet?.match(/\bcased\b/g)).toHaveLength(2);
});

test('engine metrics reveal grouping, garbage collection, queues, the summary cache and idle cores', () => {
  const idsWith = (values: Record<string, number>, made = product({ engineMs: () => 60 })) =>
    idsOn(withReadings(made, 'vespa', () => values));
  expect(idsWith({ groupingMs: 50, queryLatencyMs: 70 })).toEqual(['engine.grouping']);
  expect(idsWith({ groupingMs: 10, queryLatencyMs: 12 })).toEqual([]);
  expect(idsWith({ gcOverhead: 0.12 })).toEqual(['engine.gc']);
  expect(idsWith({ gcOverhead: 0.03 })).toEqual([]);
  expect(idsWith({ workQueue: 12, activeThreads: 16 })).toEqual(['engine.container-queue']);
  expect(idsWith({ rejectedTasks: 3 })).toEqual(['engine.container-queue']);
  expect(idsWith({ summaryCacheHitShare: 0.1, summaryMs: 30, queryLatencyMs: 80 })).toEqual([
    'engine.summary-cache',
  ]);
  const matching = { matchMs: 60, setupMs: 1, docsMatched: 9_000_000, matchUtilization: 0.2 };
  const here = (cpuShare: number) =>
    withReadings(
      withReadings(product({ engineMs: () => 60 }), 'host', () => ({ cpuShare })),
      'engine',
      () => ({ cpuMs: 100 }),
    );
  expect(idsWith(matching, here(0.2))).toEqual(['engine.one-thread-per-search']);
  expect(idsWith(matching, here(0.7))).toEqual([]);
  // The local machine's CPU use says nothing about a remote engine.
  expect(idsWith(matching)).toEqual(['engine.one-thread-per-search']);
  expect(idsWith({ ...matching, matchUtilization: 0.8 })).toEqual([]);
  expect(idsWith({ ...matching, matchQueue: 2 })).not.toContain('engine.one-thread-per-search');
});

test('malformed engine responses are no evidence, and do not throw', () => {
  const broken: unknown[] = [
    null,
    'cut {"timing": {"queryti',
    [],
    { trace: 'x' },
    { trace: { children: [{ message: [{ 'distribution-key': 0, duration_ms: 'x', traces: 7 }] }] } },
  ];
  for (const answer of broken) {
    const made = withReplay(product(), 'search', {
      engine: [{ url: 'http://127.0.0.1:8080/search/?%E0%A4%A', answer, plain: answer }],
      statements: [{ text: 'select', calls: 1, plan: answer }],
    });
    expect(idsOn(made)).toEqual([]);
  }
});
