import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import pg from 'pg';
import { readConfiguration } from '../supervisor/configuration.ts';
import { identify } from '../supervisor/process-identity.ts';
import { freePort } from './own-database.ts';
import { isRunning, processesMentioning } from './processes.ts';
import {
  exitCodeOf,
  forkTarget,
  removeDataDir,
  smallTarget,
  startTarget,
  TargetFailed,
  type TargetMessage,
  temporaryDataDir,
} from './start-target.ts';

/** Shared, so that most tests can reuse small data; tests that need other data use a subfolder. */
let dataDir: string;

test.beforeAll(() => {
  dataDir = temporaryDataDir();
});

test.afterAll(() => {
  removeDataDir(dataDir);
});

const nothingLeft = (pids: Record<string, number>) =>
  expect
    .poll(() => [...Object.values(pids).filter(isRunning), ...processesMentioning(dataDir)], {
      timeout: 10_000,
    })
    .toEqual([]);

const ready = (child: ChildProcess) =>
  new Promise<Extract<TargetMessage, { type: 'ready' }>>((resolve) => {
    child.on('message', (message: TargetMessage) => {
      if (message.type === 'ready') resolve(message);
    });
  });

const failureOf = (environment: NodeJS.ProcessEnv): Promise<TargetFailed> =>
  startTarget(environment).then(
    async (target) => {
      await target.stop();
      throw new Error('the target started, but should have failed');
    },
    (error: TargetFailed) => error,
  );

test('it starts with the requested defects, responds, exits with 0 and leaves no process', async () => {
  const first = await startTarget({
    ...smallTarget(dataDir),
    TARGET_FAULTS: 'dropped-index,partial-answers,layout-shift',
  });
  expect(first.documents).toBe(3000);
  expect(Object.keys(first.pids).sort()).toEqual(['database', 'engine', 'server', 'supervisor']);
  const file = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8'));
  expect(file).toMatchObject({
    ...identify(first.pids.supervisor as number),
    url: first.url,
    pids: first.pids,
    logs: ['postgresql.log'],
  });
  expect((await fetch(first.url)).status).toBe(200);
  expect(await defectsIn(first.url)).toEqual({ hasKey: false, isPartial: true, hasScript: true });
  expect(await first.stop()).toBe(0);
  await nothingLeft(first.pids);
  expect(existsSync(join(dataDir, 'target.json'))).toBe(false);
});

test('the next start reuses the data, has no defects and ignores a corrupt target.json', async () => {
  for (const rest of ['{"pid": 1, "pi', 'null']) {
    writeFileSync(join(dataDir, 'target.json'), rest);
    const target = await startTarget(smallTarget(dataDir));
    expect(target.progress.filter(({ what }) => what === 'documents')).toEqual([]);
    if (rest === 'null') {
      expect(await defectsIn(target.url)).toEqual({ hasKey: true, isPartial: undefined, hasScript: false });
    }
    expect(await target.stop()).toBe(0);
  }
});

/** Which of three defects the target has, one per tier. */
async function defectsIn(url: string) {
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("select to_regclass('footfall.relations_pkey') as key");
  await client.end();
  const answer = await fetch(`${url}/api/search?q=be`);
  return {
    hasKey: rows[0].key !== null,
    isPartial: answer.headers.get('server-timing')?.includes('desc="partial"') || undefined,
    hasScript: (await (await fetch(url)).text()).includes('/scripts/notice.js'),
  };
}

test('the number of documents can be changed between starts', async () => {
  const stale = join(dataDir, 'engine', 'index-0.0-500.sqlite');
  writeFileSync(stale, 'of another version');
  for (const { documents, prepared } of [
    { documents: 500, prepared: true },
    { documents: 3000, prepared: false },
  ]) {
    const target = await startTarget(smallTarget(dataDir, documents));
    expect(target.documents).toBe(documents);
    expect(target.progress.some(({ what }) => what === 'documents')).toBe(prepared);
    expect((await fetch(`${target.url}/api/documents/v02610777`)).status).toBe(200);
    await target.stop();
  }
  expect(existsSync(stale)).toBe(false);
});

test('variables reach server and page, the folder is locked, losing the parent stops it', async () => {
  const inspectPort = await freePort();
  const target = await startTarget({
    ...smallTarget(dataDir),
    TARGET_INSPECT_PORT: String(inspectPort),
    TARGET_SUGGESTION_PAUSE_MS: '80',
    TARGET_KEPT_VIEWS: '0',
    TARGET_FAULTS: 'answer-delay=700',
  });
  const pages = await (await fetch(`http://127.0.0.1:${inspectPort}/json/list`)).json();
  expect(pages).toMatchObject([{ type: 'node', webSocketDebuggerUrl: expect.stringMatching(/^ws:/) }]);
  const html = await (await fetch(target.url)).text();
  expect(html).toContain('<meta name="suggestion-pause" content="80" />');
  expect(html).toContain('<meta name="kept-views" content="0" />');

  // The delay affects only API responses.
  const durationOf = async (path: string) => {
    const startedMs = performance.now();
    await (await fetch(target.url + path)).text();
    return performance.now() - startedMs;
  };
  for (const path of [
    '/api/search?q=be',
    '/api/search?q=be',
    '/api/suggest?q=b',
    '/api/documents/v02610777',
  ]) {
    expect(await durationOf(path), path).toBeGreaterThanOrEqual(699);
  }
  // A busy machine may slow down some, but not all.
  const undelayed = [];
  for (let count = 0; count < 10; count += 1) undelayed.push(await durationOf('/'));
  expect(Math.min(...undelayed)).toBeLessThan(600);

  const failure = await failureOf(smallTarget(dataDir));
  expect(failure.exitCode).toBe(2);
  expect(failure.message).toContain(`another target (process ${target.child.pid}) is using ${dataDir}`);
  expect((await fetch(`${target.url}/healthz`)).status).toBe(200);

  const exited = exitCodeOf(target.child);
  target.child.disconnect();
  expect(await exited).toBe(0);
  await nothingLeft(target.pids);
});

test('with --detached, the target outlives its parent and prints why it exited', async () => {
  const child = forkTarget(smallTarget(dataDir), '--detached');
  const { url, pids } = await ready(child);
  child.disconnect();
  let printed = '';
  child.stderr?.on('data', (data) => {
    printed += data;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  process.kill(pids.engine as number, 'SIGKILL');
  expect(await exitCodeOf(child)).toBe(1);
  await expect.poll(() => printed).toContain('target: the engine exited unexpectedly (killed by SIGKILL)');
  await nothingLeft(pids);
});

test('SIGKILL to the supervisor leaves no process, restart works, SIGINT to all stops cleanly', async () => {
  const target = await startTarget(smallTarget(dataDir));
  target.child.kill('SIGKILL');
  const next = await startTarget(smallTarget(dataDir));
  expect(Object.values(target.pids).filter(isRunning)).toEqual([]);
  expect((await fetch(`${next.url}/healthz`)).status).toBe(200);
  const exited = exitCodeOf(next.child);
  for (const name of ['engine', 'server', 'supervisor']) process.kill(next.pids[name] as number, 'SIGINT');
  expect(await exited).toBe(0);
  await nothingLeft(next.pids);
});

test('each of two copies has its own ports and data, and PORT sets the port of the page', async () => {
  const port = String(await freePort());
  const copy = readConfiguration({
    FOOTFALL_COPY: 'head',
    PORT: port,
    TARGET_DATA_DIR: '/data',
    TARGET_PORT: '8700',
  });
  expect(copy).toMatchObject({ port: Number(port), enginePort: 0, databasePort: 0, inspectPort: 0 });
  expect(copy.dataDir).toBe('/data/copies/head');
  expect(readConfiguration({ TARGET_PORT: '8710' })).toMatchObject({ port: 8710, enginePort: 8701 });
});

test('data is created again if its creation was interrupted', async () => {
  const cut = join(dataDir, 'cut');
  const child = forkTarget(smallTarget(cut, 8000));
  await new Promise<void>((resolve) => {
    child.on('message', (message: TargetMessage) => {
      if (message.type === 'progress' && message.what === 'documents' && message.done > 1500) resolve();
    });
  });
  child.kill('SIGKILL');
  await exitCodeOf(child);
  await nothingLeft({});
  expect(readdirSync(join(cut, 'database')).filter((name) => name.endsWith('.unfinished'))).toHaveLength(1);

  const target = await startTarget(smallTarget(cut, 8000));
  expect(target.documents).toBe(8000);
  const suggested = await (await fetch(`${target.url}/api/suggest?q=dog`)).json();
  expect(suggested.suggestions[0].text).toBe('dog');
  await target.stop();
});

test('stopping during preparation leaves no process behind', async () => {
  const child = forkTarget(smallTarget(join(dataDir, 'stopped'), 20_000));
  await new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.kill('SIGTERM');
  expect(await exitCodeOf(child)).toBe(0);
  await nothingLeft({});
});

test('a port in use is reported with the variable to change', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as { port: number };
  const variables = ['TARGET_PORT', 'TARGET_ENGINE_PORT', 'TARGET_DATABASE_PORT', 'TARGET_INSPECT_PORT'];
  for (const variable of variables) {
    const failure = await failureOf({ ...smallTarget(dataDir), [variable]: String(port) });
    expect(failure.exitCode, variable).toBe(2);
    expect(failure.message).toContain(`port ${port} on 127.0.0.1 is in use; set ${variable}`);
  }
  blocker.close();
});

test('an invalid variable is reported before anything starts', async () => {
  const untouched = join(dataDir, 'untouched');
  const wrong: [NodeJS.ProcessEnv, RegExp][] = [
    [{ TARGET_PORT: 'eighty' }, /TARGET_PORT must be a whole number/],
    [{ TARGET_DOCUMENTS: '0' }, /TARGET_DOCUMENTS must be a whole number from 1 to 117791/],
    [{ TARGET_FAULTS: 'meteor=1' }, /TARGET_FAULTS: unknown fault "meteor"; known faults: answer-delay/],
    [{ TARGET_FAULTS: 'answer-delay=long' }, /answer-delay needs a whole number of milliseconds/],
    [{ TARGET_KEPT_VIEWS: '-1' }, /TARGET_KEPT_VIEWS must be a whole number from 0 to 100/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must be a URL that begins with postgresql:/],
  ];
  for (const [variables, message] of wrong) {
    const failure = await failureOf({ ...smallTarget(untouched), ...variables });
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toMatch(message);
  }
  expect(existsSync(untouched)).toBe(false);
});

test('a data folder that PostgreSQL’s user cannot access works too', async () => {
  test.skip(process.getuid?.() !== 0, 'only root runs PostgreSQL as another user');
  const closed = join(dataDir, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o700);
  const before = new Set(readdirSync('/var/tmp'));
  const target = await startTarget(smallTarget(join(closed, 'data'), 500));
  expect((await fetch(`${target.url}/api/documents/v02610777`)).status).toBe(200);
  await target.stop();
  await nothingLeft(target.pids);
  for (const name of readdirSync('/var/tmp').filter((name) => name.startsWith('footfall-database-'))) {
    if (!before.has(name)) removeDataDir(join('/var/tmp', name));
  }
});

test('Vespa can replace the embedded engine', async () => {
  const own = await startTarget(smallTarget(dataDir));
  const { vespaUrl: engineUrl } = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8'));
  const target = await startTarget({ ...smallTarget(join(dataDir, 'vespa'), 500), VESPA_URL: engineUrl });
  const { tiers } = await (await fetch(`${target.url}/healthz`)).json();
  expect(tiers).toContainEqual({ name: 'engine', kind: 'vespa', status: 'up', pids: [] });
  expect((await (await fetch(`${target.url}/api/search?q=be`)).json()).results[0].title).toBe('be');
  await target.stop();

  await own.stop();
  const failure = await failureOf({ ...smallTarget(join(dataDir, 'vespa'), 500), VESPA_URL: engineUrl });
  expect(failure.exitCode).toBe(1);
  expect(failure.message).toContain(`the engine at ${engineUrl} does not answer`);
});

test('an unrelated schema with the same name is not changed', async () => {
  const own = await startTarget(smallTarget(dataDir));
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('alter schema footfall rename to ours');
  await client.query('create schema footfall; create table footfall.precious (id integer)');

  const failure = await failureOf({ ...smallTarget(join(dataDir, 'other'), 500), DATABASE_URL: databaseUrl });
  expect(failure.message).toContain('a schema "footfall" that is not ours');
  expect((await client.query("select to_regclass('footfall.precious') as name")).rows[0].name).not.toBeNull();

  await client.query('drop schema footfall cascade; alter schema ours rename to footfall');
  await client.end();
  await own.stop();
});

test('an external PostgreSQL can be used, and is filled only once', async () => {
  const owner = join(dataDir, 'owner');
  const own = await startTarget(smallTarget(owner, 500));
  const { databaseUrl } = JSON.parse(readFileSync(join(owner, 'target.json'), 'utf8'));
  const other = join(dataDir, 'other');
  for (const seeded of [true, false]) {
    const target = await startTarget({ ...smallTarget(other, 800), DATABASE_URL: databaseUrl });
    expect(target.pids.database).toBeUndefined();
    const progress = target.progress.filter(({ what }) => what === 'documents');
    expect(progress.length > 0).toBe(seeded);
    expect((await fetch(`${target.url}/api/documents/v02610777`)).status).toBe(200);
    expect(await target.stop()).toBe(0);
  }
  await own.stop();
});
