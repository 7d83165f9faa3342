import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Analysis } from '../../src/sample/analysis.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import {
  removeDataDir,
  type StartedTarget,
  smallTarget,
  startTarget,
  temporaryDataDir,
} from '../../target/tests/start-target.ts';
import { descendantsOf, footfall, isAlive, startFootfall } from './footfall.ts';
import { footfallHere } from './in-process.ts';
import { startSilent } from './silent-product.ts';

/** The query log keeps its promises (a second page, a facet, a correction) on the full data alone. */
const DOCUMENTS = 117_791;

let dataDir: string;
let target: StartedTarget;
/** The run of the first test, for those that need a stored one. */
let measured: { folder: string; exitCode: number | null };
const temporary = mkdtempSync(join(tmpdir(), 'footfall-run-test-'));

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  dataDir = temporaryDataDir();
  target = await startTarget(smallTarget(dataDir, DOCUMENTS));
});

test.afterAll(async () => {
  await target.stop();
  removeDataDir(dataDir);
});

const readAnalysis = (folder: string) =>
  Analysis.parse(JSON.parse(readFileSync(layout(folder).analysis, 'utf8')));

test('a run of real browsers on the real tiers ends with a verdict, its data and its reports', async () => {
  const { exitCode, said, reports } = await footfall(['run', 'smoke', '--target', target.url]);
  const folder = join(reports, 'latest');
  measured = { folder, exitCode };
  const analysis = readAnalysis(folder);
  expect(analysis.errors).toEqual([]);
  expect(analysis.verdict.outcome).toBe('pass');
  expect(exitCode).toBe(0);
  expect(said).toContain('Passed');

  expect(analysis.run).toMatchObject({
    users: 2,
    workers: 2,
    workload: 'smoke',
    target: { documents: DOCUMENTS },
  });
  expect(analysis.load.activeUsers).toEqual({ min: 2, median: 2, max: 2 });
  const { samples, unreadable } = readRun(folder);
  expect(unreadable).toEqual([]);
  // The way back shows a view that the page has kept, and asks for nothing.
  const queries = samples.flatMap((sample) =>
    sample.type === 'step' && sample.kind === 'query' && sample.step !== 'go back' ? [sample] : [],
  );
  expect(queries.length).toBeGreaterThan(5);
  for (const { request, responseMs, paint, id } of queries) {
    expect(request).toMatchObject({ matchedBy: 'traceparent', status: 200 });
    expect(request?.serverTimingMs.app).toBeGreaterThan(0);
    // The answer cannot be on screen before it has arrived.
    expect(responseMs).toBeGreaterThanOrEqual(request?.responseEndMs ?? Number.POSITIVE_INFINITY);
    expect(paint.frameMs).toBeGreaterThanOrEqual(paint.settledMs ?? Number.POSITIVE_INFINITY);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  }
  for (const file of ['html', 'markdown', 'junit'] as const) {
    expect(readFileSync(layout(folder)[file], 'utf8')).toContain('smoke');
  }
  const allure = readFileSync(join(layout(folder).allureReport, 'index.html'), 'utf8');
  expect(allure).toContain('<html');
  expect(allure).not.toContain('src="https://');
});

test('a product that tells nothing of itself gets a report as far as it goes, and what would take it further', async () => {
  const silent = await startSilent(target.url);
  const { exitCode, said, reports } = await footfall(['run', 'smoke', '--target', silent.url]);
  await silent.stop();
  const folder = join(reports, 'latest');
  const { whereTimeGoes, telemetry, slowQueries, advice, steps } = readAnalysis(folder);
  // Without a count of documents that target stays open; nothing is missed.
  expect([0, 3], said).toContain(exitCode);

  const layers = new Set(whereTimeGoes?.layers.map(({ layer }) => layer));
  expect(layers).toContain('browser');
  expect(layers).toContain('server');
  for (const tier of ['app', 'cache', 'database', 'engine'] as const) expect(layers).not.toContain(tier);
  for (const { layersMs, layeredMs } of steps) {
    const sumMs = Object.values(layersMs).reduce((sum, ms) => sum + ms, 0);
    expect(Math.abs(sumMs - (layeredMs ?? 0))).toBeLessThan(0.001);
  }
  const unread = telemetry?.sources.filter(({ status }) => status === 'unreachable') ?? [];
  expect(unread.map(({ source }) => source)).toEqual(
    expect.arrayContaining(['app', 'postgresql', 'vespa', 'redis', 'metrics', 'logs']),
  );
  for (const { source, grant } of unread) expect(grant, source).toBeTruthy();
  expect(slowQueries?.some(({ aloneMs }) => aloneMs !== undefined)).toBe(true);
  // The proxy unpacks what it passes on, and that alone is to be seen from outside.
  expect(advice.map(({ id }) => id).filter((id) => id !== 'network.no-compression')).toEqual([]);
  expect(readFileSync(layout(folder).html, 'utf8')).toContain('FOOTFALL_DATABASE_URL');
});

test('Ctrl-C keeps what was measured, reports it as cut short and leaves no process behind', async () => {
  const started = startFootfall(['run', 'smoke', '--duration', '300', '--target', target.url]);
  const folder = join(started.reports, 'latest');
  const stepsTaken = () => {
    try {
      return readRun(folder).samples.filter(({ type }) => type === 'step').length;
    } catch {
      return 0;
    }
  };
  await expect.poll(stepsTaken, { timeout: 60_000 }).toBeGreaterThan(3);
  const processes = descendantsOf(started.child.pid as number);
  expect(processes.length).toBeGreaterThan(3);
  started.child.kill('SIGINT');
  expect(await started.exited).toBe(3);
  const analysis = readAnalysis(folder);
  expect(analysis.run.cutShort).toContain('interrupted');
  expect(analysis.verdict.outcome).not.toBe('pass');
  expect(analysis.steps.length).toBeGreaterThan(0);
  await expect.poll(() => processes.filter(isAlive)).toEqual([]);
});

test('a command line that is killed leaves no process behind either', async () => {
  const started = startFootfall(['run', 'smoke', '--duration', '300', '--target', target.url]);
  const pid = started.child.pid as number;
  await expect.poll(() => started.said(), { timeout: 60_000 }).toContain('steady state');
  const processes = descendantsOf(pid);
  expect(processes.length).toBeGreaterThan(3);
  started.child.kill('SIGKILL');
  await expect.poll(() => processes.filter(isAlive), { timeout: 30_000 }).toEqual([]);
});

test('a stored run is judged again; lines that were cut off are named and the good ones count', async () => {
  const before = readAnalysis(measured.folder);
  const folder = join(temporary, 'stored');
  cpSync(measured.folder, folder, { recursive: true, dereference: true });
  rmSync(layout(folder).analysis);
  rmSync(layout(folder).html);
  appendFileSync(layout(folder).userSamples(0), '{"type":"step","id":"00');
  const { exitCode, said } = await footfallHere(['report', folder]);
  const after = readAnalysis(folder);
  // Other load on the machine decides whether the run counts; judged again, the verdict is the same.
  expect(exitCode).toBe(measured.exitCode);
  expect(said).toContain('index.html');
  expect(after.verdict).toEqual(before.verdict);
  expect(after.steps).toEqual(before.steps);
  expect(after.run.unreadable).toEqual([expect.stringMatching(/^user-000\.ndjson:\d+: /)]);
});
