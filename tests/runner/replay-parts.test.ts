import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { engineAddress, keptAnswer } from '../../src/runner/replay/ask-engine.ts';
import { askedStatements } from '../../src/runner/replay/asked-statements.ts';
import { CpuProfile, hotFunctions } from '../../src/runner/replay/hot-functions.ts';
import { engineQueries } from '../../src/runner/replay/look-at-engine.ts';
import { hasPlaceholders, onlyReads, withoutEnd } from '../../src/runner/replay/read-only.ts';
import { parseServerTiming } from '../../src/runner/replay/server-timing.ts';
import { statementsBetween } from '../../src/runner/replay/statement-readings.ts';
import { timeLimit } from '../../src/runner/replay/time-limit.ts';
import { reasonOf } from '../../src/telemetry/reason.ts';
import { withoutPasswords } from '../../src/words/without-passwords.ts';

test('Server-Timing: durations and descriptions, including commas in quotes', () => {
  expect(
    parseServerTiming(
      'app;dur=12.5, cache;desc="hit";dur=0.2, engine; dur="7" ; desc="a, \\"b\\"; c", hits;desc=1234',
    ),
  ).toEqual({
    durationsMs: { app: 12.5, cache: 0.2, engine: 7 },
    descriptions: { cache: 'hit', engine: 'a, "b"; c', hits: '1234' },
  });
  const nothing = { durationsMs: {}, descriptions: {} };
  for (const header of [null, '', ',;=', 'app', 'app;dur=', 'app;dur=-1', 'app;dur=soon', '"']) {
    expect(parseServerTiming(header), String(header)).toEqual(nothing);
  }
});

test('only statements that start like read-only ones are explained', () => {
  for (const text of [
    'select 1',
    '  SELECT 1',
    '(select 1) union (select 2)',
    'with a as (select 1) select * from a',
    'values (1)',
    'table items',
    '/* from the shop */ -- and more\n select 1',
  ]) {
    expect(onlyReads(text), text).toBe(true);
  }
  for (const text of [
    '',
    'selection',
    'insert into a values (1)',
    'delete from a -- select',
    '/* select */ drop table a',
    'call select_all()',
    'explain select 1',
    '; select 1',
  ]) {
    expect(onlyReads(text), text).toBe(false);
  }
  expect(withoutEnd('select 1 ; \n')).toBe('select 1');
  expect([hasPlaceholders('where id = $1'), hasPlaceholders("where price = '$'")]).toEqual([true, false]);
});

test('calls of the same statement are grouped, with the values of the slowest call', () => {
  expect(
    askedStatements([
      { text: 'a', values: [1], durationMs: 2 },
      { text: 'b', values: ['x'], durationMs: 4 },
      { text: 'a', values: [2], durationMs: 3 },
      { text: 'c' },
    ]),
  ).toEqual([
    { text: 'a', values: [2], calls: 2, durationMs: 5 },
    { text: 'b', values: ['x'], calls: 1, durationMs: 4 },
    { text: 'c', calls: 1 },
  ]);
});

test('statements between two readings are those that were executed, without housekeeping', () => {
  const reading = (id: string, text: string, calls: number, totalMs: number) => ({
    id,
    text,
    calls,
    totalMs,
  });
  const before = [reading('1', 'select $1', 5, 50), reading('2', 'select 2', 1, 1)];
  const after = [
    reading('1', 'select $1', 7, 54),
    reading('2', 'select 2', 1, 1),
    reading('3', 'select 3', 1, 9),
    reading('4', 'BEGIN', 4, 1),
    reading('5', 'set search_path to shop', 1, 1),
  ];
  expect(statementsBetween(before, after)).toEqual([
    { text: 'select 3', calls: 1, durationMs: 9 },
    { text: 'select $1', calls: 2, durationMs: 4 },
  ]);
});

test('the engine is only queried at its configured address', () => {
  const vespa = 'http://127.0.0.1:8080/';
  expect(engineAddress('http://localhost:8080/search/?query=a', vespa)?.href).toBe(
    'http://localhost:8080/search/?query=a',
  );
  expect(engineAddress('/search/?query=a', vespa)?.href).toBe('http://127.0.0.1:8080/search/?query=a');
  const secret = engineAddress('/search/?query=a', 'http://me:p%40ss@127.0.0.1:8080/');
  expect(secret?.href).toBe('http://127.0.0.1:8080/search/?query=a');
  for (const foreign of ['http://127.0.0.1:8081/search/', 'http://elsewhere.test:8080/search/', 'http://[']) {
    expect(engineAddress(foreign, vespa), foreign).toBeUndefined();
  }
});

test('an engine’s response is kept without hits and groups, or as text if it is not JSON or too long', () => {
  const answer = {
    trace: { children: [{ message: 'x' }] },
    root: { fields: { totalCount: 1 }, children: [{ id: 'group:root:0' }, { fields: { title: 'secret' } }] },
    timing: { searchtime: 0.1 },
  };
  expect(keptAnswer(JSON.stringify(answer))).toEqual({
    trace: answer.trace,
    root: { fields: { totalCount: 1 } },
    timing: answer.timing,
  });
  expect(keptAnswer('<html>')).toBe('<html>');
  const long = keptAnswer(JSON.stringify({ ...answer, trace: 'x'.repeat(300_000) })) as string;
  expect(long).toHaveLength(200_000);
  // The short parts survive truncation.
  expect(long.slice(0, 60)).toBe(
    '{"timing":{"searchtime":0.1},"root":{"fields":{"totalCount":1}},"trace"'.slice(0, 60),
  );
  expect(typeof keptAnswer('['.repeat(50_000) + ']'.repeat(50_000))).toBe('string');
});

test('functions by self time per request; idle time is excluded, garbage collection is included', () => {
  const frame = (functionName: string, lineNumber = 0) => ({
    functionName,
    url: 'file:///server.js',
    lineNumber,
  });
  const profile = CpuProfile.parse({
    nodes: [
      { id: 1, callFrame: { functionName: '(root)', url: '', lineNumber: -1 } },
      { id: 2, callFrame: { functionName: '(idle)', url: '', lineNumber: -1 } },
      { id: 3, callFrame: frame('render', 41) },
      { id: 4, callFrame: { functionName: '(garbage collector)', url: '', lineNumber: -1 } },
      { id: 5, callFrame: frame('render', 41) },
      { id: 6, callFrame: frame('') },
    ],
    samples: [2, 3, 5, 4, 6, 99],
    timeDeltas: [0, 9000, 4000, 2000, 1000, 500],
  });
  expect(hotFunctions(profile, 2)).toEqual([
    { function: 'render', url: 'file:///server.js', line: 42, selfMs: 3 },
    { function: '(garbage collector)', url: '', line: 0, selfMs: 0.5 },
    { function: '(anonymous)', url: 'file:///server.js', line: 1, selfMs: 0.25 },
  ]);
});

test('reasons are short and contain no password', () => {
  expect(reasonOf(new Error('no postgresql://me:secret@db:5432/shop\nat x'))).toBe(
    'no postgresql://db:5432/shop',
  );
  expect(reasonOf(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBe('ECONNREFUSED');
  expect(reasonOf(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }))).toBe('ENOTFOUND');
  expect(reasonOf('x')).toBe('x');
  expect(reasonOf(Object.assign(new Error('EACCES: … /home/me'), { code: 'EACCES' }))).toBe('EACCES');
  expect(reasonOf(Object.assign(new Error('no such table'), { code: '42P01' }))).toBe('no such table');
  expect(reasonOf(AbortSignal.abort().reason)).toBe('there was no time left');
});

test('passwords are removed from URLs, and nothing else', () => {
  for (const [text, plain] of [
    ['http://me:p@ss@db:80/a?b=c', 'http://db:80/a?b=c'],
    ['/search/?mail=a@b.test', '/search/?mail=a@b.test'],
    ['http://db?mail=a@b.test', 'http://db?mail=a@b.test'],
  ] as const) {
    expect(withoutPasswords(text)).toBe(plain);
  }
});

test('the engine gets user name and password as a header; no credentials are recorded', async () => {
  const asked: { authorization: string | undefined; timeout: string | null }[] = [];
  const server = createServer(({ headers: { authorization }, url = '' }, response) => {
    asked.push({ authorization, timeout: new URL(url, 'http://localhost').searchParams.get('timeout') });
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const limit = timeLimit(11_000, () => false);
  const missing: string[] = [];
  try {
    const found = await engineQueries(
      [{ url: `http://product:p1@127.0.0.1:${port}/search/` }, { url: 'http://product:p1@elsewhere.test/' }],
      {
        target: { url: 'http://127.0.0.1/', allowedHosts: [] },
        sources: { vespaUrl: `http://me:p%40ss@127.0.0.1:${port}/`, metricsUrls: [], logs: [] },
        limit,
      },
      missing,
    );
    expect(found).toMatchObject([
      { url: `http://127.0.0.1:${port}/search/`, status: 200 },
      { url: 'http://elsewhere.test/' },
    ]);
    expect(missing).toEqual([
      'the product queried an engine that is not at FOOTFALL_VESPA_URL: http://elsewhere.test/',
    ]);
  } finally {
    limit.close();
    server.close();
    server.closeAllConnections();
  }
  const authorization = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  expect(asked.map((one) => one.authorization)).toEqual(Array(4).fill(authorization));
  // The engine's time-out is shorter than ours, which is limited by the overall time limit.
  const timeoutMs = Number.parseFloat(asked.at(-1)?.timeout ?? '');
  expect(timeoutMs).toBeGreaterThan(5000);
  expect(timeoutMs).toBeLessThanOrEqual(10_000);
});

test('a limit aborts running operations when its time is over, and when the run is interrupted', async () => {
  const over = timeLimit(30, () => false);
  const aborted = (signal: AbortSignal) =>
    new Promise<string>((ended) => signal.addEventListener('abort', () => ended('aborted')));
  const endless = () => new Promise<never>(() => {});
  await expect(over.within(10_000, endless)).rejects.toThrow('no response within 0.03 s');
  expect([over.isOver(), over.leftMs()]).toEqual([true, 0]);
  over.close();
  let interrupted = false;
  const stopped = timeLimit(60_000, () => interrupted);
  let seen: Promise<string> | undefined;
  const open = stopped.within(60_000, (signal) => {
    seen = aborted(signal);
    return endless();
  });
  expect(stopped.isOver()).toBe(false);
  interrupted = true;
  await expect(open).rejects.toThrow();
  expect(await seen).toBe('aborted');
  expect(stopped.isOver()).toBe(true);
  stopped.close();
});
