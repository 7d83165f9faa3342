import { expect, test } from '@playwright/test';
import pg from 'pg';
import { costlyNode } from '../../src/analysis/slow-queries/costly-node.ts';
import { readPlan } from '../../src/analysis/slow-queries/postgresql-plan.ts';
import { ReplaySample } from '../../src/sample/evidence.ts';
import { profiled } from '../analysis/slow-queries/vespa-answers.ts';
import { freePort } from '../cli/free-port.ts';
import {
  CREATE_SHOP,
  replay,
  type Shop,
  serveEngine,
  serveShop,
  startPostgresql,
} from './replayed-product.ts';

/** With a real PostgreSQL. */
let postgresql: Awaited<ReturnType<typeof startPostgresql>>;
let engine: Awaited<ReturnType<typeof serveEngine>>;
let reporting: Shop;
let silent: Shop;
const path = '/api/items?kind=kind%207';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  postgresql = await startPostgresql();
  const client = new pg.Client({ connectionString: postgresql.url });
  await client.connect();
  await client.query(CREATE_SHOP);
  await client.end();
  engine = await serveEngine({
    ...profiled,
    root: { ...profiled.root, children: [{ fields: { title: 'x' } }] },
  });
  reporting = await serveShop({ databaseUrl: postgresql.url, engineUrl: engine.url, hasQueriesPage: true });
  silent = await serveShop({ databaseUrl: postgresql.url, hasQueriesPage: false });
});

test.afterAll(async () => {
  for (const shop of [reporting, silent]) await shop?.close();
  await engine?.close();
  await postgresql?.stop();
});

const planOf = (sample: ReplaySample, beginning: string) => {
  const statement = sample.statements.find(({ text }) => text.startsWith(beginning));
  const plan = readPlan(statement?.plan);
  return { ...statement, finding: plan && costlyNode(plan).finding };
};

test('a product with a queries page: statements with values and plans, and the engine’s trace', async () => {
  const sources = { databaseUrl: postgresql.url, vespaUrl: engine.url };
  const [sample, ...others] = await replay(reporting.url, [path], sources);
  expect(others).toEqual([]);
  expect(ReplaySample.parse(sample)).toEqual(sample);
  expect(sample).toMatchObject({
    url: `${reporting.url}api/items?kind=kind%207`,
    rounds: 3,
    status: 200,
    serverTimingMs: { app: 9.5 },
  });
  expect(sample?.aloneMs).toBeGreaterThan(0);
  const { cpu: _, ...found } = sample as ReplaySample;

  // The table is found, although its schema is not configured.
  const scan = planOf(found, 'select id, title');
  expect(scan).toMatchObject({ values: ['kind 7'], calls: 1, analysed: true });
  expect(scan.finding).toMatch(
    /Seq Scan on items reads 20,000 rows to keep 40, by the filter \(kind = 'kind 7'::text\)/,
  );
  expect(planOf(found, 'select title')).toMatchObject({ calls: 5, analysed: true });
  expect(planOf(found, 'select title').plan).toMatchObject([{ Plan: { 'Index Name': 'items_pkey' } }]);

  // Statements that write are not replayed.
  expect(planOf(found, 'insert')).not.toHaveProperty('plan');
  expect(found.missing).toEqual([
    expect.stringMatching(/no query plan for “insert into visits.*not a read-only statement/),
  ]);

  const [asked] = found.engine;
  expect(asked).toMatchObject({ durationMs: 12, status: 200, plain: { timing: profiled.timing } });
  expect(asked?.answer).toEqual(profiled);
  expect(asked?.profiledMs).toBeGreaterThan(0);
  const [plain, traced] = engine.asked.slice(-2);
  expect(Object.fromEntries(plain ?? [])).toEqual({
    query: 'kind 7',
    timeout: '5s',
    'presentation.timing': 'true',
  });
  expect(Object.fromEntries(traced ?? [])).toMatchObject({
    query: 'kind 7',
    timeout: expect.stringMatching(/^\d+ms$/),
    'trace.level': '1',
    'trace.explainLevel': '1',
    'trace.profileDepth': '100',
    'trace.timestamps': 'true',
  });
});

test('each round has its own trace id and bypasses the cache', () => {
  const headers = reporting.asked.slice(-3);
  expect(headers.every((each) => each['cache-control'] === 'no-cache')).toBe(true);
  const parents = headers.map(({ traceparent }) => String(traceparent));
  expect(new Set(parents).size).toBe(3);
  for (const parent of parents) expect(parent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

test('a product behind basic authentication is asked with the name and password of its address', async () => {
  const target = reporting.url.replace('//', '//me:secret@');
  const [sample] = await replay(target, [path]);
  expect(reporting.asked.at(-1)?.authorization).toBe(`Basic ${btoa('me:secret')}`);
  expect(JSON.stringify(sample)).not.toContain('secret');
});

test('a product without a queries page: statements counted by PostgreSQL, planned without values', async () => {
  const [sample] = await replay(silent.url, [path], { databaseUrl: postgresql.url });
  const found = sample as ReplaySample;
  const scan = planOf(found, 'select id, title');
  expect(scan).toMatchObject({ calls: 1, analysed: false });
  expect(scan).not.toHaveProperty('values');
  expect(scan.finding).toMatch(/planned, not executed.*Seq Scan on items, with the filter \(kind = \$1\)/);
  expect(planOf(found, 'select title')).toMatchObject({ calls: 5 });
  expect(found.engine).toEqual([]);
  expect(found.missing[0]).toMatch(/no page \/debug\/queries\/<trace id> \(FOOTFALL_QUERIES_PATH\)/);
});

test('hidden statements are reported, with what to grant', async () => {
  const url = new URL(postgresql.url);
  [url.username, url.password] = ['visitor', 'x'];
  const [sample] = await replay(silent.url, [path], { databaseUrl: url.href });
  expect(sample?.statements).toEqual([]);
  expect(sample?.missing.join('\n')).toContain('GRANT pg_read_all_stats');
});

test('without a database, statements have no plans, and the report says what to set', async () => {
  const [unset] = await replay(reporting.url, [path], { vespaUrl: 'http://127.0.0.1:1/' });
  expect(unset?.statements.map(({ calls }) => calls).toSorted()).toEqual([1, 1, 5]);
  expect(unset?.statements.every((statement) => !('plan' in statement))).toBe(true);
  expect(unset?.missing.join('\n')).toMatch(
    /not at FOOTFALL_VESPA_URL: http.*\n.*PostgreSQL was not queried: set FOOTFALL_DATABASE_URL/s,
  );
  const gone = 'postgresql://me:secret@127.0.0.1:1/shop';
  const [unreachable] = await replay(reporting.url, [path], { databaseUrl: gone });
  const missing = unreachable?.missing.join('\n') ?? '';
  expect(missing).toMatch(/PostgreSQL cannot be reached \(.*ECONNREFUSED.*\); see FOOTFALL_DATABASE_URL/);
  expect(missing).toContain('set FOOTFALL_VESPA_URL');
  expect(missing).not.toContain('secret');
});

test('an unreachable product, one that returns an error, and a queries page with another path', async () => {
  const [gone, ...others] = await replay(`http://127.0.0.1:${await freePort()}/`, ['/a', '/b', '/c']);
  expect(others).toHaveLength(1);
  expect(gone).toMatchObject({ rounds: 0, statements: [], engine: [] });
  expect(gone).not.toHaveProperty('aloneMs');
  expect(gone?.missing[0]).toContain('ECONNREFUSED');
  const [refused] = await replay(reporting.url, ['/api/nothing']);
  expect(refused).toMatchObject({ rounds: 3, status: 404 });
  expect(refused).not.toHaveProperty('aloneMs');
  const [elsewhere] = await replay(reporting.url, [path], { queriesPath: '/elsewhere' });
  expect(elsewhere?.missing[0]).toContain('/elsewhere/<trace id>');
});

test('the slowest requests are replayed, and an interruption stops the replay', async () => {
  const paths = ['/api/items?kind=a', '/api/items?kind=b', '/api/items?kind=c', '/api/items?kind=d'];
  expect((await replay(reporting.url, paths)).map(({ url }) => new URL(url).search)).toEqual([
    '?kind=a',
    '?kind=b',
    '?kind=c',
  ]);
  expect(await replay(reporting.url, paths, {}, () => true)).toEqual([]);
  expect(await replay(reporting.url, [])).toEqual([]);
});

test('a statement cannot write, whatever it calls, and cannot contain further statements', async () => {
  const { openDatabase } = await import('../../src/runner/replay/database.ts');
  const database = await openDatabase(postgresql.url);
  const explain = (text: string, values?: unknown[], limitMs = 10_000) =>
    database.explain({ text, ...(values && { values }) }, limitMs);
  await expect(
    explain('with gone as (delete from shop.items returning id) select count(*) from gone', []),
  ).rejects.toThrow(/read-only transaction/);
  await expect(explain('select 1; commit; delete from shop.items', [])).rejects.toThrow(/multiple commands/);
  await expect(explain('select $1; commit; delete from shop.items')).rejects.toThrow(/several statements/);
  await expect(explain('select * from shop.nothing', [])).rejects.toThrow(/does not exist/);
  await expect(explain('select pg_sleep($1)', [30], 200)).rejects.toThrow(/timeout/);
  expect(await explain('select count(*) from items', [])).toMatchObject({ analysed: true });
  // A session-level lock must not remain in our session.
  const locks = async () => {
    const client = new pg.Client({ connectionString: postgresql.url });
    await client.connect();
    const { rowCount } = await client.query("select from pg_locks where locktype = 'advisory'");
    await client.end();
    return rowCount;
  };
  await explain('select pg_advisory_lock(7)', []);
  expect(await locks()).toBe(0);
  await database.close();
  const client = new pg.Client({ connectionString: postgresql.url });
  await client.connect();
  const { rows } = await client.query('select count(*)::int as count from shop.items');
  await client.end();
  expect(rows).toEqual([{ count: 20_000 }]);
});
