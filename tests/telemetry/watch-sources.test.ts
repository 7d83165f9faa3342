import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { DatabaseSample, LogSample, SourceSample } from '../../src/sample/evidence.ts';
import type { TelemetrySample } from '../../src/sample/sample.ts';
import { type Source, Unreachable } from '../../src/telemetry/source.ts';
import { watchSources } from '../../src/telemetry/watch-sources.ts';

const PATIENCE_MS = 60_000;

function someSink() {
  const readings: TelemetrySample[] = [];
  const evidence: (SourceSample | DatabaseSample | LogSample)[] = [];
  return {
    readings,
    evidence,
    sink: {
      reading: (sample: TelemetrySample) => readings.push(sample),
      evidence: (sample: SourceSample | DatabaseSample | LogSample) => evidence.push(sample),
    },
  };
}

const someSource = (changes: Partial<Source>): Source => ({
  name: 'redis',
  start: async () => undefined,
  stop: async () => {},
  ...changes,
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const at = expect.any(Number);

test('each source is read at its own interval', async () => {
  const { sink, readings, evidence } = someSink();
  const reads = { often: 0, seldom: 0 };
  const watch = watchSources(
    [
      someSource({ reading: { everyMs: 1000, read: async () => ({ hits: ++reads.often }) } }),
      someSource({
        name: 'vespa',
        reading: { everyMs: 2000, read: async () => ({ queries: ++reads.seldom }) },
      }),
    ],
    sink,
  );
  await expect.poll(() => reads.seldom, { timeout: PATIENCE_MS }).toBe(2);
  await watch.stop();
  expect(reads.often).toBeGreaterThanOrEqual(3);
  expect(evidence).toEqual([
    { type: 'source', source: 'redis', at, status: 'read' },
    { type: 'source', source: 'vespa', at, status: 'read' },
  ]);
  const seldom = readings.filter(({ source }) => source === 'vespa');
  expect(seldom.map(({ values }) => values)).toEqual([{ queries: 1 }, { queries: 2 }]);
  const [first, second] = seldom as [TelemetrySample, TelemetrySample];
  expect(second.at - first.at).toBeCloseTo(second.intervalMs, -1);
  expect(second.intervalMs).toBeGreaterThan(1000);
});

test('a slow reading is never started twice at once, and times out if it takes too long', async () => {
  const { sink, readings, evidence } = someSink();
  let underWay = 0;
  let most = 0;
  let given = 0;
  const read = async (signal: AbortSignal) => {
    underWay += 1;
    most = Math.max(most, underWay);
    // It ends a while after it was aborted.
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    given += 1;
    await pause(500);
    underWay -= 1;
    return { hits: 1 };
  };
  const watch = watchSources([someSource({ reading: { everyMs: 1000, read } })], sink);
  await expect.poll(() => given, { timeout: PATIENCE_MS }).toBe(2);
  await watch.stop();
  expect(most).toBe(1);
  expect(readings).toEqual([]);
  expect(evidence.at(-1)).toMatchObject({
    status: 'partly',
    message: expect.stringMatching(/^\d of \d readings are missing \(no response within 2 s\)$/),
  });
});

test('an unavailable source is reported once, with what to grant, and is not read', async () => {
  const { sink, evidence } = someSink();
  let reads = 0;
  const reading = { everyMs: 1000, read: async () => ({ hits: ++reads }) };
  const failing = (error: Error) => someSource({ reading, start: () => Promise.reject(error) });
  const watch = watchSources(
    [failing(new Error('ECONNREFUSED')), failing(new Unreachable('NOPERM', 'ACL SETUSER <user> +info'))],
    sink,
  );
  await pause(2500);
  await watch.beginSteadyState();
  await watch.endSteadyState();
  await watch.stop();
  expect(reads).toBe(0);
  expect(evidence).toEqual([
    {
      type: 'source',
      source: 'redis',
      at,
      status: 'unreachable',
      message: 'ECONNREFUSED',
      grant: 'FOOTFALL_REDIS_URL=redis://<user>:<password>@<host>:6379',
    },
    {
      type: 'source',
      source: 'redis',
      at,
      status: 'unreachable',
      message: 'NOPERM',
      grant: 'ACL SETUSER <user> +info',
    },
  ]);
});

test('a source whose figures cover the time before is read once more at the end of the steady state', async () => {
  const { sink, readings } = someSink();
  const read = async () => ({ queries: 1 });
  const watch = watchSources(
    [
      someSource({ name: 'vespa', reading: { everyMs: 60_000, atSteadyEnd: true, read } }),
      someSource({ reading: { everyMs: 60_000, read } }),
    ],
    sink,
  );
  await watch.beginSteadyState();
  await watch.endSteadyState();
  await watch.stop();
  expect(readings.map(({ source }) => source)).toEqual(['vespa']);
  const early = watchSources(
    [someSource({ name: 'vespa', reading: { everyMs: 60_000, atSteadyEnd: true, read } })],
    sink,
  );
  await early.stop();
  expect(readings).toHaveLength(1);
});

test('a source that never responds does not block the others', async () => {
  const { sink, evidence } = someSink();
  const watch = watchSources(
    [someSource({ start: () => new Promise(() => {}), stop: () => new Promise(() => {}) })],
    sink,
  );
  await watch.stop();
  expect(evidence).toMatchObject([{ status: 'unreachable', message: 'no response within 5 s' }]);
});

const log: LogSample = { type: 'log', at: 1, file: 'a.log', errors: 0, lines: [] };

test('a stop ends the steady state once, and waits for its evidence', async () => {
  const { sink, evidence } = someSink();
  let ends = 0;
  const steadyState = {
    begin: async () => {},
    end: async () => {
      ends += 1;
      await pause(100);
      return { samples: [log], shortfall: { message: 'a.log was cut' } };
    },
  };
  const watch = watchSources(
    [
      someSource({
        name: 'logs',
        steadyState,
        start: async () => ({ message: 'b.log is missing', grant: 'b' }),
      }),
    ],
    sink,
  );
  await watch.beginSteadyState();
  void watch.endSteadyState();
  await watch.stop();
  expect(ends).toBe(1);
  expect(evidence).toEqual([
    { type: 'source', source: 'logs', at, status: 'partly', message: 'b.log is missing', grant: 'b' },
    log,
    {
      type: 'source',
      source: 'logs',
      at,
      status: 'partly',
      message: 'b.log is missing; a.log was cut',
      grant: 'b',
    },
  ]);
});

test('a steady state that never began, or whose beginning is unknown, gives no evidence', async () => {
  const { sink, evidence } = someSink();
  let ends = 0;
  const end = async () => {
    ends += 1;
    return { samples: [log] };
  };
  const begin = () => Promise.reject(new Error('ECONNRESET'));
  const watch = watchSources([someSource({ name: 'logs', steadyState: { begin, end } })], sink);
  await watch.beginSteadyState();
  await watch.stop();
  const early = watchSources([someSource({ name: 'logs', steadyState: { begin, end } })], sink);
  await early.stop();
  expect(ends).toBe(0);
  expect(evidence.at(1)).toMatchObject({
    status: 'partly',
    message: 'its state at the start of the steady state is unknown (ECONNRESET)',
  });
});

test('a time limit holds when garbage is collected, with another signal and without', async () => {
  const script = `
    import { createServer } from 'node:net';
    import { within } from './src/telemetry/within.ts';
    const server = createServer(() => {}).listen(0, '127.0.0.1', async () => {
      const url = 'http://127.0.0.1:' + server.address().port;
      setInterval(() => globalThis.gc(), 50);
      const late = [undefined, new AbortController().signal].map((stop) =>
        within(400, (signal) => fetch(url, { signal }), stop).catch((error) => error.message));
      console.log(JSON.stringify(await Promise.all(late)));
      process.exit();
    });`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', script],
    { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8', timeout: PATIENCE_MS },
  );
  expect(JSON.parse(stdout)).toEqual(['no response within 0.4 s', 'no response within 0.4 s']);
});
