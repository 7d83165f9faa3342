import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSettings } from '../../src/runner/settings.ts';

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
