import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DatabaseSample } from '../../src/sample/evidence.ts';
import { databaseConnection } from '../../src/telemetry/database/database-connection.ts';
import { statementDifferences, withTexts } from '../../src/telemetry/database/database-difference.ts';
import { type DatabaseReading, readingValues } from '../../src/telemetry/database/database-reading.ts';
import type { StatementCounts } from '../../src/telemetry/database/database-snapshot.ts';
import { postgresqlSource } from '../../src/telemetry/database/postgresql.ts';
import { type SomePostgresql, startPostgresql } from './some-postgresql.ts';

const never = new AbortController().signal;
const PATIENCE_MS = 60_000;
const ROWS = 1000;

test.describe('a real PostgreSQL', () => {
  // The tests share the database and check its other sessions.
  test.describe.configure({ mode: 'serial' });

  let database: SomePostgresql;

  test.beforeAll(async () => {
    database = await startPostgresql();
    await database.session((client) =>
      client.query(`
        create table items as select number as id, 'name ' || number as name from generate_series(1, ${ROWS}) number;
        create table locked (id int);
        create index items_by_id on items (id);
        analyze items;
        create role reader login password 'secret'`),
    );
  });

  test.afterAll(() => database.stop());

  test('without pg_stat_statements it is read in part, and the shortfall has what to grant', async () => {
    const source = postgresqlSource(database.url);
    expect(await source.start(never)).toEqual({
      message: 'statements are not counted: pg_stat_statements is not installed',
      grant: "CREATE EXTENSION pg_stat_statements (with shared_preload_libraries = 'pg_stat_statements')",
    });
    await source.stop();
    await database.session((client) => client.query('create extension pg_stat_statements'));
    const again = postgresqlSource(database.url);
    expect(await again.start(never)).toBeUndefined();
    await again.stop();
  });

  test('activity of other sessions in the steady state: statements, scans, plans, sizes, settings', async () => {
    const source = postgresqlSource(database.url, database.logFile);
    await source.start(never);
    await database.session((client) => client.query('select count(*) from items where id > 3'));
    await source.steadyState?.begin(never);
    await source.reading?.read(never);
    await database.session(async (client) => {
      for (let number = 1; number <= 7; number += 1) {
        await client.query('select id from items where name = $1', [`name ${number}`]);
      }
      await client.query('select pg_sleep(0.4)');
      await client.query("alter role reader password 'secret'");
    });
    // PostgreSQL counts the activity of a session after it has ended, and its log comes through a pipe.
    const scans = () =>
      database.session(async (client) => {
        const { rows } = await client.query(
          "select seq_scan from pg_stat_user_tables where relname = 'items'",
        );
        return Number(rows[0].seq_scan);
      });
    await expect.poll(scans, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(7);
    await expect
      .poll(() => readFileSync(database.logFile, 'utf8'), { timeout: PATIENCE_MS })
      .toContain('pg_sleep');
    await source.reading?.read(never);
    const evidence = await source.steadyState?.end(never);
    await source.stop();

    expect(evidence).not.toHaveProperty('shortfall');
    const sample = DatabaseSample.parse(evidence?.samples[0]);
    const { statements = [], tables, indexes, loggedPlans } = sample;
    expect(sample).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+/),
      settings: {
        shared_buffers: '128MB',
        max_connections: expect.any(String),
        statement_timeout: '0',
        'auto_explain.log_min_duration': '250ms',
      },
    });
    expect(sample.overMs).toBeGreaterThan(400);
    expect(statements.find(({ text }) => text.includes('from items where name'))).toMatchObject({
      text: 'select id from items where name = $1',
      calls: 7,
      rows: 7,
    });
    expect(statements[0]?.text).toContain('pg_sleep');
    // Neither Footfall's statements, nor earlier ones, nor passwords.
    const texts = statements.map(({ text }) => text).join('\n');
    for (const hidden of ['footfall', 'where id >', 'secret', 'alter role'])
      expect(texts).not.toContain(hidden);
    expect(tables.find(({ name }) => name === 'public.items')).toMatchObject({
      liveRows: ROWS,
      deadRows: 0,
      scans: 7,
      scannedRows: 7 * ROWS,
      analyzedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(tables.find(({ name }) => name === 'public.items')?.bytes).toBeGreaterThan(8192);
    expect(indexes).toContainEqual({
      name: 'public.items_by_id',
      table: 'public.items',
      scans: 0,
      bytes: expect.any(Number),
    });
    expect(loggedPlans?.join('\n')).toContain('pg_sleep');
  });

  test('waiting sessions, once a second', async () => {
    const source = postgresqlSource(database.url);
    await source.start(never);
    await source.steadyState?.begin(never);
    const values = await database.session(async (holder) => {
      await holder.query('begin; lock table locked');
      const waiting = database.session((client) => client.query('select from locked'));
      await expect
        .poll(() => source.reading?.read(never), { timeout: PATIENCE_MS })
        .toMatchObject({ lockWaiting: 1 });
      const reading = await source.reading?.read(never);
      await holder.query('commit');
      await waiting;
      return reading;
    });
    const evidence = await source.steadyState?.end(never);
    await source.stop();
    expect(values).toMatchObject({
      connections: 2,
      activeConnections: 1,
      idleInTransaction: 1,
      lockWaiting: 1,
      maxConnections: expect.any(Number),
      transactions: expect.any(Number),
    });
    const { waits } = DatabaseSample.parse(evidence?.samples[0]);
    expect(waits['Lock: relation']).toBeGreaterThanOrEqual(2);
    expect(Object.keys(waits)).not.toContain('Client: ClientRead');
  });

  test('if sizes and plans cannot be read, the rest is still reported', async () => {
    const source = postgresqlSource(database.url, `${database.logFile}/in-no-folder`);
    await source.start(never);
    const evidence = await database.session(async (holder) => {
      await source.steadyState?.begin(never);
      await holder.query('begin; lock table locked in access exclusive mode');
      return source.steadyState?.end(never);
    });
    await source.stop();
    const { tables, indexes, statements } = DatabaseSample.parse(evidence?.samples[0]);
    expect(tables.map(({ name }) => name)).toContain('public.items');
    for (const one of [...tables, ...indexes]) expect(one).not.toHaveProperty('bytes');
    expect(statements).toEqual(expect.any(Array));
    expect(evidence?.shortfall?.message).toMatch(
      /^sizes of tables and indexes cannot be read \(.*lock timeout\); plans that auto_explain logs cannot be read: .*: ENOTDIR$/,
    );
  });

  test('options in the address are kept, but do not override Footfall’s', async () => {
    const url = new URL(database.url);
    for (const [name, value] of [
      ['options', '-c default_transaction_read_only=off -c work_mem=5MB'],
      ['statement_timeout', '0'],
      ['application_name', 'shop'],
    ] as const) {
      url.searchParams.set(name, value);
    }
    const connection = databaseConnection(
      url.href,
      '-c default_transaction_read_only=on -c statement_timeout=5s',
    );
    const [settings] = await connection.ask(
      never,
      `select ${['default_transaction_read_only', 'statement_timeout', 'work_mem', 'application_name']
        .map((name) => `current_setting('${name}') as ${name}`)
        .join(', ')}`,
    );
    await connection.close();
    expect(settings).toEqual({
      default_transaction_read_only: 'on',
      statement_timeout: '5s',
      work_mem: '5MB',
      application_name: 'footfall',
    });
  });

  test('for a user who cannot see the activity of others, the grant is reported, and it works', async () => {
    const url = Object.assign(new URL(database.url), { username: 'reader', password: 'secret' }).href;
    await database.session(async (owner) => {
      const source = postgresqlSource(url);
      const shortfall = await source.start(never);
      await source.stop();
      expect(shortfall).toEqual({
        message: 'waits and statements of other users are hidden',
        grant: 'GRANT pg_read_all_stats TO reader',
      });
      await owner.query('grant pg_read_all_stats to reader');
      const granted = postgresqlSource(url);
      expect(await granted.start(never)).toBeUndefined();
      await granted.stop();
    });
  });

  test('it reconnects after a lost connection, and disconnects at the stop', async () => {
    const source = postgresqlSource(database.url);
    await source.start(never);
    const ours = "from pg_stat_activity where application_name = 'footfall'";
    await database.session((client) => client.query(`select pg_terminate_backend(pid) ${ours}`));
    await expect
      .poll(() => source.reading?.read(never).catch(() => undefined), { timeout: PATIENCE_MS })
      .toMatchObject({ connections: expect.any(Number) });
    await source.stop();
    await expect
      .poll(() => database.session(async (client) => (await client.query(`select ${ours}`)).rowCount), {
        timeout: PATIENCE_MS,
      })
      .toBe(0);
  });

  test('the error for a wrong password does not contain it', async () => {
    const url = Object.assign(new URL(database.url), { password: 'wrong-secret' }).href;
    const starting = postgresqlSource(url).start(never);
    await expect(starting).rejects.toThrow(/password authentication failed/);
    await expect(starting).rejects.not.toThrow(/wrong-secret/);
  });
});

test('a PostgreSQL that is not running', async () => {
  await expect(postgresqlSource('postgresql://me:secret@127.0.0.1:1/products').start(never)).rejects.toThrow(
    'postgresql://127.0.0.1:1/products: ECONNREFUSED',
  );
});

const reading = (changes: Partial<DatabaseReading>): DatabaseReading => ({
  connections: 5,
  activeConnections: 2,
  idleInTransaction: 1,
  lockWaiting: 0,
  maxConnections: 100,
  waits: [],
  transactions: 1000,
  tempBytes: 500,
  hitBlocks: 10_000,
  readBlocks: 100,
  ...changes,
});

test('counters are the increase between two readings', () => {
  expect(
    readingValues(reading({}), reading({ transactions: 1020, hitBlocks: 10_090, readBlocks: 110 })),
  ).toEqual({
    connections: 5,
    activeConnections: 2,
    idleInTransaction: 1,
    lockWaiting: 0,
    maxConnections: 100,
    transactions: 20,
    tempBytes: 0,
    cacheHitShare: 0.9,
  });
});

test('without blocks there is no cache hit ratio, and after a reset of the statistics no counters', () => {
  expect(readingValues(reading({}), reading({}))).not.toHaveProperty('cacheHitShare');
  const values = readingValues(reading({}), reading({ transactions: 3, tempBytes: 0, hitBlocks: 7 }));
  for (const name of ['transactions', 'tempBytes', 'cacheHitShare']) expect(values).not.toHaveProperty(name);
});

const statement = (id: string, calls: number, totalMs: number): StatementCounts => ({
  id,
  calls,
  totalMs,
  rows: calls,
  sharedHitBlocks: 0,
  sharedReadBlocks: 0,
  tempWrittenBlocks: 0,
});

test('statements are differences, most time first; after a reset they are the totals since then', () => {
  const before = [statement('quiet', 5, 50), statement('busy', 10, 100), statement('reset', 900, 9000)];
  const after = [
    statement('quiet', 5, 50),
    statement('busy', 30, 160),
    statement('reset', 2, 7),
    statement('new', 1, 90),
  ];
  expect(statementDifferences(before, after)).toEqual([
    statement('new', 1, 90),
    statement('busy', 20, 60),
    statement('reset', 2, 7),
  ]);
});

test('statements of Footfall, with passwords or with hidden text are left out', () => {
  const texts = new Map([
    ['a', 'select /* footfall */ 1'],
    ['b', "ALTER USER me PASSWORD 'secret'"],
    ['c', 'select 1'],
  ]);
  const statements = ['a', 'b', 'c', 'd'].map((id) => statement(id, 1, 1));
  expect(withTexts(statements, texts).map(({ text }) => text)).toEqual(['select 1']);
});
