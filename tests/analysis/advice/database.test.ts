import { expect, test } from '@playwright/test';
import { sqlName } from '../../../src/analysis/advice/sql-name.ts';
import type { ReplaySample } from '../../../src/sample/evidence.ts';
import { database, plan, scan, sent, statement } from './facts.ts';
import { adviceOn, idsOn, type Product, product, withReadings, withReplay } from './product.ts';

const related = 'select relation, to_id from relations where from_id = $1';

const withStatements = (
  statements: ReplaySample['statements'],
  made: Product = product({ databaseMs: ({ name }) => (name === 'open a result' ? 45 : 0) }),
): Product => withReplay({ ...made, facts: [...made.facts, database()] }, 'open a result', { statements });

test('a dropped index is found in the plan, with the index to create', () => {
  const [advice, ...others] = adviceOn(
    withStatements([sent(related, scan("(from_id = 'n00001740'::text)"))]),
  );
  expect(advice).toMatchObject({ id: 'database.missing-index', layer: 'database' });
  expect(advice?.change.snippet).toBe('create index concurrently on footfall.relations (from_id);');
  expect(advice?.steps).toContainEqual({ journey: 'explore', step: 'open a result' });
  expect(advice?.share).toBeGreaterThan(0.03);
  expect(others).toEqual([]);
});

test('an index has the columns compared for equality first, then one range', () => {
  const filter =
    "((\"position\" > 3) AND (relation = 'hypernym'::text) AND ((from_id)::text = 'n1'::text) AND (rank < 9))";
  const [advice] = adviceOn(withStatements([sent(related, scan(filter))]));
  expect(advice?.change.snippet).toBe(
    'create index concurrently on footfall.relations (relation, from_id, "position");',
  );
});

test('conditions joined by OR need an index each', () => {
  const [advice] = adviceOn(
    withStatements([sent(related, scan("((from_id = 'n1'::text) OR (to_id = 'n1'::text))"))]),
  );
  expect(advice?.change.snippet).toBe(
    'create index concurrently on footfall.relations (from_id);\ncreate index concurrently on footfall.relations (to_id);',
  );
});

test('names that need quotes are quoted', () => {
  expect(sqlName('footfall.relations')).toBe('footfall.relations');
  expect(sqlName('public.Order Items')).toBe('public."Order Items"');
  expect(sqlName('Shop.a.b"c')).toBe('"Shop"."a.b""c"');
  expect(sqlName('2024')).toBe('"2024"');
});

test('a scan of few rows, of rows that are mostly kept, or by an index needs no index', () => {
  const few = scan("(from_id = 'n1'::text)", { 'Rows Removed by Filter': 900 });
  const most = scan("(from_id > 'n1'::text)", {
    'Actual Rows': 200_000,
    'Rows Removed by Filter': 178_203,
    'Actual Total Time': 12,
  });
  expect(idsOn(withStatements([sent(related, few)]))).toEqual([]);
  expect(idsOn(withStatements([sent(related, most)]))).toEqual([]);
  expect(idsOn(withStatements([sent(related, plan({ Filter: '(rank < 9)' }))]))).toEqual([]);
});

test('a plan that was not executed needs the counters of the table', () => {
  const planned = [
    {
      Plan: {
        'Node Type': 'Seq Scan',
        'Relation Name': 'relations',
        Filter: '(from_id = $1)',
        'Plan Rows': 3,
      },
    },
  ];
  const made = product();
  const asked = (facts: Product['facts']) =>
    withReplay({ ...made, facts }, 'open a result', {
      statements: [{ text: related, calls: 1, plan: planned, analysed: false }],
    });
  expect(idsOn(asked([database({}, { scans: 80, scannedRows: 80 * 378_203 })]))).toEqual([
    'database.missing-index',
  ]);
  expect(idsOn(asked([database()]))).toEqual([]);
  expect(idsOn(asked([]))).toEqual([]);
});

test('a pattern without a fixed prefix needs a trigram index', () => {
  const text = "select text from suggestions where text ilike '%' || $1 || '%'";
  const found = (filter: string) =>
    withReplay(
      { ...product({ databaseMs: ({ kind }) => (kind === 'suggestion' ? 150 : 0) }), facts: [database()] },
      'type',
      { statements: [sent(text, scan(filter, { 'Relation Name': 'suggestions' }))] },
    );
  const [advice, ...others] = adviceOn(found("(text ~~* '%word%'::text)"));
  expect(advice).toMatchObject({ id: 'database.pattern-search', layer: 'database' });
  expect(advice?.change.snippet).toContain('on footfall.suggestions using gin (text gin_trgm_ops)');
  expect(others).toEqual([]);
  expect(idsOn(found("(text ~~* (('%'::text || $1) || '%'::text))"))).toEqual(['database.pattern-search']);
});

test('another slow scan is reported without an index to create', () => {
  const [advice] = adviceOn(
    withStatements([
      sent(
        'select …',
        scan('((length(title) % 2) = 0)', { 'Actual Rows': 190_000, 'Rows Removed by Filter': 188_203 }),
      ),
    ]),
  );
  expect(advice?.id).toBe('database.sequential-scan');
  expect(advice?.change.snippet).toBeUndefined();
});

test('one statement sent many times in a request is an N+1 query', () => {
  const loop = [
    sent(related, plan({})),
    sent('select id, title from documents where id = $1', plan({}), { calls: 14, durationMs: 12 }),
  ];
  const [advice, ...others] = adviceOn(withStatements(loop));
  expect(advice).toMatchObject({ id: 'database.n-plus-one' });
  expect(advice?.change.snippet).toBe(
    'select id, title from documents where id = any($1) -- all keys as one array',
  );
  expect(others).toEqual([]);
  expect(idsOn(withStatements([sent(related, plan({}), { calls: 4 })]))).toEqual([]);
});

test('a replayed request that reads only two rows reveals an N+1 query through the counters of all requests', () => {
  const byId = 'select id, title from documents where id = $1';
  const made = product({ databaseMs: ({ name }) => (name === 'open a result' ? 45 : 0) });
  const counts = (calls: number) => ({
    ...made,
    facts: [
      database({
        statements: [statement(byId.replace(' from', '\n  from'), calls, 80), statement(related, 100, 20)],
      }),
    ],
  });
  const asked = [sent(related, plan({})), sent(byId, plan({}), { calls: 2 })];
  const found = (calls: number, statements = asked) =>
    withReplay(counts(calls), 'open a result', { statements });
  const [advice, ...others] = adviceOn(found(670));
  expect(advice).toMatchObject({ id: 'database.n-plus-one' });
  expect(advice?.symptom).toBe('One request sends the same statement 7 times on average.');
  expect(advice?.evidence).toContainEqual({
    name: 'Requests that sent it in the steady state',
    value: '100',
  });
  expect(advice?.steps).toContainEqual({ journey: 'explore', step: 'open a result' });
  expect(others).toEqual([]);
  expect(idsOn(found(450))).toEqual([]);
  // Other kinds of requests may send a statement that the replayed one sends once.
  expect(idsOn(found(670, [sent(related, plan({})), sent(byId, plan({}))]))).toEqual([]);
  // The number of requests is unknown.
  expect(idsOn(found(670, [sent(byId, plan({}), { calls: 2 })]))).toEqual([]);
  // Searches send it too, so the number of calls per request is unknown.
  expect(idsOn(withReplay(found(670), 'search', { statements: [sent(byId, plan({}))] }))).toEqual([]);
});

test('without replays the counters reveal an N+1 query', () => {
  const made = product();
  const requests = made.steps.length + 80;
  const counts = (calls: number) => ({
    ...made,
    facts: [
      database({
        statements: [
          statement('select 1 from documents where id = $1', calls, 900),
          statement(related, 90, 100),
        ],
      }),
    ],
  });
  expect(idsOn(counts(8 * requests))).toEqual(['database.n-plus-one']);
  expect(idsOn(counts(2 * requests))).toEqual([]);
  expect(idsOn({ ...counts(8 * requests), telemetry: [] })).toEqual([]);
});

test('a sort that spills to disk is reported with its memory setting', () => {
  const spilled = [
    {
      Plan: {
        'Node Type': 'Sort',
        'Sort Method': 'external merge',
        'Sort Space Type': 'Disk',
        'Sort Space Used': 9000,
        'Actual Total Time': 40,
        'Actual Rows': 50_000,
        'Actual Loops': 1,
      },
    },
  ];
  const [advice] = adviceOn(withStatements([sent('select … order by title', spilled)]));
  expect(advice?.id).toBe('database.spilled-sort');
  expect(advice?.evidence).toContainEqual({ name: 'work_mem', value: '4MB' });
  // Three times the 9,000 KiB on disk, as a power of two.
  expect(advice?.change.snippet).toContain("work_mem = '32MB'");
  const roomy = withStatements([sent('select … order by title', spilled)]);
  const snippetFor = (work_mem: string) =>
    adviceOn({
      ...roomy,
      facts: roomy.facts.map((fact) =>
        fact.type === 'database' ? { ...fact, settings: { work_mem } } : fact,
      ),
    })[0]?.change.snippet;
  expect(snippetFor('64MB')).toContain("work_mem = '128MB'");
  expect(snippetFor('1GB')).toContain("work_mem = '…'");
});

test('a pool of one is found from how often no connection was free', () => {
  const pool = (waits: number) =>
    withReadings(product({ databaseMs: () => 8 }), 'metrics', () => ({
      poolSize: 1,
      poolAcquires: 5,
      poolWaits: waits,
      poolWaitMs: waits * 6,
    }));
  const [advice, ...others] = adviceOn(pool(2));
  expect(advice).toMatchObject({ id: 'database.pool-too-small', layer: 'database' });
  expect(advice?.evidence).toContainEqual({ name: 'Connections in the pool', value: '1' });
  expect(others).toEqual([]);
  expect(idsOn(pool(0.2))).toEqual([]);
});

test('a pool that counts only its waits is evaluated too', () => {
  const go = (poolWaits: number, poolWaitMs: number) => {
    const made = product({ databaseMs: () => 60 });
    const telemetry = made.telemetry.map((sample) => {
      if (sample.source !== 'metrics') return sample;
      const { poolAcquires: _, poolWaiting: __, ...values } = sample.values;
      return { ...sample, values: { ...values, poolWaits, poolWaitMs } };
    });
    return adviceOn({ ...made, telemetry, facts: [database()] });
  };
  const [advice, ...others] = go(4, 200);
  expect(advice?.id).toBe('database.pool-too-small');
  expect(advice?.symptom).toContain('160 times');
  expect(advice?.change.snippet).toBe('new pg.Pool({ max: 20 })');
  expect(others).toEqual([]);
  expect(go(4, 1)).toEqual([]);
  expect(go(0, 0)).toEqual([]);
});

test('queued requests reveal a small pool that counts nothing', () => {
  const withoutCounts = (waiting: (second: number) => number) => {
    const made = product();
    const telemetry = made.telemetry.map((sample) => {
      if (sample.source !== 'metrics') return sample;
      const { poolWaits: _, poolAcquires: __, poolWaitMs: ___, ...values } = sample.values;
      return { ...sample, values };
    });
    return withReadings({ ...made, telemetry }, 'metrics', (second) => ({ poolWaiting: waiting(second) }));
  };
  expect(idsOn(withoutCounts((second) => second % 3))).toEqual(['database.pool-too-small']);
  expect(idsOn(withoutCounts((second) => (second === 20 ? 1 : 0)))).toEqual([]);
});

test('a server that waits much longer than the database works lacks connections', () => {
  const slow = product({ databaseMs: () => 120 });
  const bare = { ...slow, telemetry: slow.telemetry.filter(({ source }) => source !== 'metrics') };
  const worked = (totalMs: number) => ({
    ...bare,
    facts: [database({ statements: [statement(related, 100, totalMs)] })],
  });
  expect(idsOn(worked(300))).toEqual(['database.pool-too-small']);
  expect(idsOn(worked(9000))).toEqual([]);
  // Nothing is known about statements that the role may not see.
  expect(idsOn({ ...bare, facts: [database({ statements: [] })] })).toEqual([]);
});

test('a slow statement that uses up the pool is the cause, not the pool', () => {
  const made = withStatements([sent(related, scan("(from_id = 'n00001740'::text)"))]);
  const crowded = withReadings(made, 'metrics', () => ({ poolWaits: 4, poolAcquires: 10, poolWaitMs: 400 }));
  expect(idsOn(crowded)).toEqual(['database.missing-index']);
});

test('a small cause does not hide a large one', () => {
  const slow = product({ databaseMs: ({ name }) => (name === 'search misspelt' ? 5 : 150) });
  const crowded = withReadings(slow, 'metrics', () => ({ poolWaits: 4, poolAcquires: 10, poolWaitMs: 2000 }));
  const scanned = (share: number) =>
    idsOn(
      withReplay({ ...crowded, facts: [database()] }, 'search misspelt', {
        statements: [
          sent(related, scan("(from_id = 'n00001740'::text)", { 'Actual Total Time': share })),
          sent('select 1', plan({ 'Actual Total Time': 100 - share })),
        ],
      }),
    );
  expect(scanned(2)).toEqual(['database.pool-too-small', 'database.missing-index']);
});

test('locks, dead rows, stale statistics and small buffers are found', () => {
  const waiting = withReadings(product(), 'postgresql', (second) => ({
    lockWaiting: second % 4 === 0 ? 1 : 0,
  }));
  const [lock] = adviceOn({ ...waiting, facts: [database({ waits: { 'Lock: tuple': 9 } })] });
  expect(lock?.id).toBe('database.locks');
  expect(lock?.evidence).toContainEqual({ name: 'Lock: tuple', value: '9 times' });

  const [bloat] = adviceOn({ ...product(), facts: [database({}, { deadRows: 200_000 })] });
  expect(bloat).toMatchObject({ id: 'database.bloat' });
  expect(bloat?.change.snippet).toContain('vacuum (analyze) footfall.relations;');

  const stale = (ofRelations: Parameters<typeof database>[1]) =>
    withReplay({ ...product(), facts: [database({}, ofRelations)] }, 'open a result', {
      statements: [
        sent(related, plan({ 'Relation Name': 'relations', 'Plan Rows': 2, 'Actual Rows': 40_000 })),
      ],
    });
  expect(idsOn(stale({ changedRows: 300_000 }))).toEqual(['database.stale-statistics']);
  expect(idsOn(stale({}))).toEqual([]);

  const read = (blocks: number) => ({
    ...product({ databaseMs: () => 60 }),
    facts: [database({ statements: [statement(related, 100, 9000, blocks)] })],
  });
  // 20,000 blocks are 156 MiB, more than the 128 MiB of buffers hold.
  expect(idsOn(read(20_000))).toEqual(['database.low-buffer-cache']);
  expect(adviceOn(read(20_000))[0]?.change.snippet).toMatch(
    /shared_buffers = '…'.*more than the current 128 MiB/,
  );
  expect(idsOn(read(12_000))).toEqual([]);
});
