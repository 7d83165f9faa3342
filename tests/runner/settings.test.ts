import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { allSettings } from '../../src/project/all-settings.ts';
import type { ProjectConfig } from '../../src/project/project-config.ts';
import { settingsResolver } from '../../src/project/resolve-setting.ts';
import type { Setting } from '../../src/project/setting.ts';
import { readSettings } from '../../src/project/settings.ts';
import { projectAt } from '../project-at.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'footfall-'));
const url = 'http://127.0.0.1:8700/';
const settings = (env: NodeJS.ProcessEnv, given?: ProjectConfig) =>
  readSettings(projectAt(nowhere, given), env);

test('without any settings, the configured target runs with the workload peak', () => {
  expect(settings({})).toEqual({
    target: { url, startTimeoutMs: 180_000, facts: {}, allowedHosts: [] },
    workload: 'peak',
    reportsFolder: join(nowhere, 'reports'),
    instruments: true,
    diagnosis: true,
    film: true,
    stopWhenDown: false,
    traces: false,
    sources: { metricsUrls: [], logs: [] },
  });
});

test('without a target, the error says what to set', () => {
  expect(() => settings({}, {})).toThrow(
    'no target is set; set target.url in footfallConfig(), or FOOTFALL_TARGET (--target)',
  );
});

test('the environment takes precedence over .env, and .env over footfallConfig()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  writeFileSync(join(folder, '.env'), 'FOOTFALL_USERS=7\nFOOTFALL_SEED=3\nFOOTFALL_WORKLOAD=quiet\n');
  const given = {
    target: { url },
    users: 1,
    seed: 1,
    durationSeconds: 30,
    diagnosis: false,
    workload: 'loud',
  };
  const project = projectAt(folder, given);
  const env = { FOOTFALL_USERS: '9', FOOTFALL_WORKLOAD: '' };
  expect(readSettings(project, env)).toMatchObject({
    users: 9,
    seed: 3,
    steadyStateMs: 30_000,
    diagnosis: false,
    // Empty: neither set nor looked up in .env.
    workload: 'loud',
  });
  const resolved = settingsResolver(folder, given, env);
  const { users, seed, durationSeconds, audits } = allSettings;
  expect([users, seed, durationSeconds, audits].map((one: Setting<unknown>) => resolved(one).origin)).toEqual(
    ['environment', '.env', 'footfallConfig', 'default'],
  );
});

test('a value in footfallConfig() is checked like that of a variable, and reported by its key', () => {
  expect(() => settings({}, { target: { url }, users: 1.5 })).toThrow(
    'users in footfallConfig() must be a whole number from 1 to 1000 (got "1.5")',
  );
});

test('configuration of a product does not apply to another product', () => {
  const given = {
    target: {
      url,
      command: 'npm run serve',
      health: { path: '/up', facts: { documents: 'index.documents' } },
      queriesPath: '/queries',
      sources: { databaseUrl: 'postgres://db.test/products', file: 'sources.json' },
    },
  };
  expect(settings({}, given)).toMatchObject({
    target: {
      command: 'npm run serve',
      healthUrl: 'http://127.0.0.1:8700/up',
      facts: { documents: 'index.documents' },
    },
    sources: {
      databaseUrl: 'postgres://db.test/products',
      queriesPath: '/queries',
      file: join(nowhere, 'sources.json'),
    },
  });
  const other = settings({ FOOTFALL_TARGET: 'http://localhost:3000/' }, given);
  expect(other.target.command).toBeUndefined();
  expect(other.sources).toEqual({ metricsUrls: [], logs: [] });
});

for (const users of ['0', '-1', '1.5', 'ten']) {
  test(`${users} users are refused`, () => {
    expect(() => settings({ FOOTFALL_USERS: users })).toThrow(
      `FOOTFALL_USERS (--users) must be a whole number from 1 to 1000 (got "${users}")`,
    );
  });
}

for (const address of [
  'http://localhost:3000/',
  'http://127.0.0.1/',
  'http://127.1.2.3:81/',
  'http://[::1]:8080/',
]) {
  test(`${address} is this machine`, () => {
    expect(settings({ FOOTFALL_TARGET: address }).target.url).toBe(address);
  });
}

for (const url of ['https://example.com/', 'http://10.0.0.1/', 'http://127.0.0.1.example.com/']) {
  test(`${url} is refused unless its host is allowed`, () => {
    const { hostname } = new URL(url);
    expect(() => settings({ FOOTFALL_TARGET: url })).toThrow(`set FOOTFALL_ALLOW_HOSTS=${hostname}`);
    expect(settings({ FOOTFALL_TARGET: url, FOOTFALL_ALLOW_HOSTS: `a.test, ${hostname}` }).target.url).toBe(
      url,
    );
  });
}

for (const url of ['ftp://localhost/', 'localhost:3000', 'file:///etc/passwd', 'nonsense']) {
  test(`${url} is not a valid target URL`, () => {
    expect(() => settings({ FOOTFALL_TARGET: url })).toThrow(/must be an http or https URL/);
  });
}

test('the addresses of the tiers, and the switch that turns diagnosis off', () => {
  const { sources, diagnosis } = settings({
    FOOTFALL_DATABASE_URL: 'postgres://reader:secret@db.test/products',
    FOOTFALL_DATABASE_LOG: 'logs/postgresql.log',
    FOOTFALL_VESPA_URL: 'http://vespa.test:8080',
    FOOTFALL_REDIS_URL: 'rediss://cache.test',
    FOOTFALL_METRICS_URL: 'http://one.test/metrics, http://two.test/metrics',
    FOOTFALL_LOGS: 'logs/app.log,/var/log/other.log',
    FOOTFALL_PROFILE_URL: 'http://127.0.0.1:9229',
    FOOTFALL_DIAGNOSIS: 'off',
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
});

for (const [name, url, needs] of [
  ['FOOTFALL_DATABASE_URL', 'mysql://root:secret@localhost/products', 'postgresql:// or postgres://'],
  ['FOOTFALL_VESPA_URL', 'vespa.test:8080', 'http:// or https://'],
  ['FOOTFALL_REDIS_URL', 'http://:secret@localhost', 'redis:// or rediss://'],
  ['FOOTFALL_METRICS_URL', 'http://localhost/metrics,/secret', 'http:// or https://'],
  ['FOOTFALL_PROFILE_URL', 'ws://127.0.0.1:9229', 'http:// or https://'],
] as const) {
  test(`${name} must have the right scheme; a wrong value is not shown in the error`, () => {
    const read = () => settings({ [name]: url });
    expect(read).toThrow(`${name} must be a URL that begins with ${needs}; give one like `);
    expect(read).not.toThrow(/secret/);
  });
}

test('FOOTFALL_DIAGNOSIS is on or off', () => {
  expect(() => settings({ FOOTFALL_DIAGNOSIS: 'no' })).toThrow(
    'FOOTFALL_DIAGNOSIS must be on or off (got "no")',
  );
});
