import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSettings } from '../../src/project/settings.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'footfall-'));
const settings = (env: NodeJS.ProcessEnv) => readSettings(nowhere, env);

test('without anything set: the reference target under peak', () => {
  expect(settings({})).toEqual({
    target: {
      url: 'http://127.0.0.1:8700/',
      isReference: true,
      healthUrl: 'http://127.0.0.1:8700/healthz',
      allowedHosts: [],
    },
    workload: 'peak',
    reportsFolder: join(nowhere, 'reports'),
    instruments: true,
    diagnosis: true,
    sources: { metricsUrls: [], logs: [] },
    referenceFolder: join(nowhere, '.footfall'),
  });
});

for (const users of ['0', '-1', '1.5', 'ten']) {
  test(`${users} users are refused`, () => {
    expect(() => settings({ FOOTFALL_USERS: users })).toThrow(
      `FOOTFALL_USERS (--users) must be a whole number from 1 to 1000 (got "${users}")`,
    );
  });
}

test('.env is read, and the environment wins over it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  writeFileSync(join(folder, '.env'), 'FOOTFALL_USERS=7\nFOOTFALL_SEED=3\n');
  expect(readSettings(folder, { FOOTFALL_USERS: '9' })).toMatchObject({ users: 9, seed: 3 });
});

for (const url of [
  'http://localhost:3000/',
  'http://127.0.0.1/',
  'http://127.1.2.3:81/',
  'http://[::1]:8080/',
]) {
  test(`${url} is this machine`, () => {
    expect(settings({ FOOTFALL_TARGET: url }).target).toMatchObject({ url, isReference: false });
  });
}

for (const url of ['https://example.com/', 'http://10.0.0.1/', 'http://127.0.0.1.example.com/']) {
  test(`${url} is refused unless its host is named`, () => {
    const { hostname } = new URL(url);
    expect(() => settings({ FOOTFALL_TARGET: url })).toThrow(`set FOOTFALL_ALLOW_HOSTS=${hostname}`);
    expect(settings({ FOOTFALL_TARGET: url, FOOTFALL_ALLOW_HOSTS: `a.test, ${hostname}` }).target.url).toBe(
      url,
    );
  });
}

for (const url of ['ftp://localhost/', 'localhost:3000', 'file:///etc/passwd', 'nonsense']) {
  test(`${url} is not an address of a product`, () => {
    expect(() => settings({ FOOTFALL_TARGET: url })).toThrow(/must be an http or https address/);
  });
}

test('the addresses of the tiers, and a switch that leaves them alone', () => {
  const { sources, diagnosis, referenceFolder } = settings({
    FOOTFALL_DATABASE_URL: 'postgres://reader:secret@db.test/products',
    FOOTFALL_DATABASE_LOG: 'logs/postgresql.log',
    FOOTFALL_VESPA_URL: 'http://vespa.test:8080',
    FOOTFALL_REDIS_URL: 'rediss://cache.test',
    FOOTFALL_METRICS_URL: 'http://one.test/metrics, http://two.test/metrics',
    FOOTFALL_LOGS: 'logs/app.log,/var/log/other.log',
    FOOTFALL_PROFILE_URL: 'http://127.0.0.1:9229',
    FOOTFALL_DIAGNOSIS: 'off',
    TARGET_DATA_DIR: 'elsewhere',
  });
  expect(sources).toEqual({
    databaseUrl: 'postgres://reader:secret@db.test/products',
    databaseLog: join(nowhere, 'logs/postgresql.log'),
    vespaUrl: 'http://vespa.test:8080',
    redisUrl: 'rediss://cache.test',
    metricsUrls: ['http://one.test/metrics', 'http://two.test/metrics'],
    logs: [join(nowhere, 'logs/app.log'), '/var/log/other.log'],
    profileUrl: 'http://127.0.0.1:9229',
  });
  expect(diagnosis).toBe(false);
  expect(referenceFolder).toBe(join(nowhere, 'elsewhere'));
});

for (const [name, url, needs] of [
  ['FOOTFALL_DATABASE_URL', 'mysql://root:secret@localhost/products', 'postgresql:// or postgres://'],
  ['FOOTFALL_VESPA_URL', 'vespa.test:8080', 'http:// or https://'],
  ['FOOTFALL_REDIS_URL', 'http://:secret@localhost', 'redis:// or rediss://'],
  ['FOOTFALL_METRICS_URL', 'http://localhost/metrics,/secret', 'http:// or https://'],
  ['FOOTFALL_PROFILE_URL', 'ws://127.0.0.1:9229', 'http:// or https://'],
] as const) {
  test(`${name} must be an address of its kind; a wrong one is not shown`, () => {
    const read = () => settings({ [name]: url });
    expect(read).toThrow(`${name} must be an address that begins with ${needs}; give one like `);
    expect(read).not.toThrow(/secret/);
  });
}

test('FOOTFALL_DIAGNOSIS is on or off', () => {
  expect(() => settings({ FOOTFALL_DIAGNOSIS: 'no' })).toThrow(
    'FOOTFALL_DIAGNOSIS must be on or off (got "no")',
  );
});
