import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { SourceSettings } from '../../src/project/source-settings.ts';
import { findSources } from '../../src/runner/telemetry/find-sources.ts';
import { machineSources } from '../../src/runner/telemetry/machine-sources.ts';
import { tierProcesses } from '../../src/runner/telemetry/tier-processes.ts';
import { unknownSources } from '../../src/runner/telemetry/unknown-sources.ts';

const nothing: SourceSettings = { metricsUrls: [], logs: [] };
const databaseUrl = 'postgresql://footfall:secret@127.0.0.1:8702/postgres';

/** What a running product has written down, in a file of its own. */
function written(
  note: unknown = {
    url: 'http://127.0.0.1:8700',
    vespaUrl: 'http://127.0.0.1:8701',
    databaseUrl,
    databaseLog: 'postgresql.log',
    logs: ['postgresql.log'],
  },
) {
  const file = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'sources.json');
  writeFileSync(file, typeof note === 'string' ? note : JSON.stringify(note));
  return file;
}

for (const url of ['http://127.0.0.1:8700/', 'http://localhost:8700/']) {
  test(`the product at ${url} provides the addresses of its tiers`, () => {
    const file = written();
    const log = join(dirname(file), 'postgresql.log');
    expect(findSources({ ...nothing, file, output: '/runs/target.log' }, url)).toEqual({
      databaseUrl,
      databaseLog: log,
      vespaUrl: 'http://127.0.0.1:8701',
      metricsUrls: [new URL('/metrics', url).href],
      logs: ['/runs/target.log', log],
    });
  });
}

test('explicit settings take precedence over those that the product provides', () => {
  const given = {
    databaseUrl: 'postgres://db.test/products',
    redisUrl: 'redis://cache.test',
    metricsUrls: ['http://one.test/metrics'],
    logs: ['/var/log/app.log'],
  };
  expect(findSources({ ...given, file: written() }, 'http://127.0.0.1:8700/')).toEqual({
    ...given,
    vespaUrl: 'http://127.0.0.1:8701',
  });
});

for (const [what, url, file] of [
  ['a file of another product', 'http://127.0.0.1:3000/', written()],
  ['a file that is cut off', 'http://127.0.0.1:8700/', written('{"url":"http://127.0.0.1:87')],
  ['a missing file', 'http://127.0.0.1:8700/', '/nowhere/sources.json'],
] as const) {
  test(`${what} is ignored`, () => {
    expect(findSources({ ...nothing, file }, url)).toEqual({ metricsUrls: [`${url}metrics`], logs: [] });
  });
}

const named = (tiers: { name: string; kind: string }[] | undefined, sources = nothing) =>
  unknownSources(sources, tiers).map(({ source }) => source);

test('for a product that reports no tiers, every source without an address is listed with what to set', () => {
  expect(named(undefined)).toEqual(['postgresql', 'vespa', 'redis', 'logs']);
  expect(unknownSources({ ...nothing, logs: ['a'], databaseUrl, vespaUrl: 'http://v' }, undefined)).toEqual([
    {
      source: 'redis',
      status: 'unreachable',
      message: 'its address is not set',
      grant: 'FOOTFALL_REDIS_URL=redis://<user>:<password>@<host>:6379',
    },
  ]);
});

test('for a product that reports its tiers, only those are listed', () => {
  expect(
    named([
      { name: 'cache', kind: 'lru' },
      { name: 'database', kind: 'PostgreSQL 18' },
    ]),
  ).toEqual(['postgresql', 'logs']);
});

/** A /proc of a machine that reports everything, with processes whose open files are visible or not. */
function fakeProc(processes: Record<number, 'seen' | 'not seen'>) {
  const root = mkdtempSync(join(tmpdir(), 'footfall-proc-'));
  mkdirSync(join(root, 'pressure'));
  for (const file of ['stat', 'pressure/cpu']) writeFileSync(join(root, file), '');
  for (const [pid, files] of Object.entries(processes)) {
    mkdirSync(join(root, pid));
    writeFileSync(join(root, pid, 'status'), 'VmRSS:\t  10 kB\n');
    if (files === 'seen') mkdirSync(join(root, pid, 'fd'));
    else writeFileSync(join(root, pid, 'fd'), '');
  }
  return root;
}

test('processes of the tiers: visible, partly visible, not on this machine, none', () => {
  const tiers = [
    { name: 'app', kind: 'fastify', pids: [1_000_001] },
    { name: 'cache', kind: 'lru', pids: [] },
    { name: 'database', kind: 'postgresql', pids: [1_000_002] },
    { name: 'engine', kind: 'vespa', pids: [1_000_003] },
  ];
  const proc = fakeProc({ 1_000_001: 'seen', 1_000_002: 'not seen' });
  const target = { url: 'http://127.0.0.1:8700/', tiers };
  expect(machineSources(target, proc).map(({ source, status }) => [source, status])).toEqual([
    ['host', 'read'],
    ['app', 'read'],
    ['database', 'partly'],
    ['engine', 'unreachable'],
  ]);
  for (const { status, message, grant } of machineSources(target, proc)) {
    if (status !== 'read') expect([message, grant]).toEqual([expect.any(String), expect.any(String)]);
  }
  expect(machineSources({ url: target.url }, proc)).toMatchObject([
    { source: 'host' },
    { source: 'app', status: 'unreachable' },
  ]);
});

test('processes of a remote target, process 1 and parents of the runner do not count as its tiers', () => {
  const here = 'http://[::1]:8700/';
  expect(tierProcesses({ url: here }, [1, process.ppid, 1_000_001])).toEqual([1_000_001]);
  expect(tierProcesses({ url: 'http://localhost/' }, undefined)).toEqual([]);
  for (const elsewhere of ['http://shop.test/', 'http://10.0.0.7:8700/', 'http://127.shop.test/']) {
    expect(tierProcesses({ url: elsewhere }, [1_000_001]), elsewhere).toEqual([]);
  }
  const proc = fakeProc({ 1: 'seen' });
  const tiers = [{ name: 'app', kind: 'fastify', pids: [1] }];
  expect(machineSources({ url: here, tiers }, proc)[1]).toMatchObject({
    source: 'app',
    status: 'unreachable',
    grant: 'measure on the machine that the target runs on, outside of containers',
  });
});

test('a system that reports less has the status partly', () => {
  const bare = mkdtempSync(join(tmpdir(), 'footfall-proc-'));
  expect(machineSources({ url: 'http://localhost/' }, bare)[0]).toMatchObject({
    status: 'partly',
    message: expect.stringContaining('no /proc'),
  });
  writeFileSync(join(bare, 'stat'), '');
  expect(machineSources({ url: 'http://localhost/' }, bare)[0]).toMatchObject({
    status: 'partly',
    message: expect.stringContaining('pressure'),
  });
});
