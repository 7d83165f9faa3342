import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkPlaywright } from '../../src/project/check-playwright.ts';
import { findConfigFile } from '../../src/project/find-project.ts';
import { openProject } from '../../src/project/open-project.ts';

const repository = resolve(import.meta.dirname, '../..');

/** A project with this configuration, in a folder whose name has spaces and non-ASCII letters. */
function projectWith(config: string, name = 'playwright.config.ts'): string {
  const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'footfall-'))), 'mein Präfix – ✓');
  mkdirSync(join(root, 'journeys/deep'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, name), config);
  return root;
}

const declaring = (given: string) =>
  `import { footfallConfig } from 'footfall/config';\nexport default footfallConfig(${given});`;

test('finds a project from a folder inside it and reads its configuration', async () => {
  const root = projectWith(declaring("{ target: { url: 'http://localhost:3000/', home: 'h1' }, users: 4 }"));
  expect(await openProject(join(root, 'journeys/deep'))).toEqual({
    root,
    configFile: join(root, 'playwright.config.ts'),
    given: { target: { url: 'http://localhost:3000/', home: 'h1' }, users: 4 },
  });
});

test('a configuration may be a function of the environment, which includes .env', async () => {
  const root = projectWith(declaring('(env) => ({ baseline: env.FOOTFALL_TEST_NAME })'));
  writeFileSync(join(root, '.env'), 'FOOTFALL_TEST_NAME=from .env\n');
  try {
    expect((await openProject(root)).given).toEqual({ baseline: 'from .env' });
  } finally {
    delete process.env.FOOTFALL_TEST_NAME;
  }
});

test('a configuration may be JavaScript and may be given by name', async () => {
  const root = projectWith(declaring('{ users: 2 }'), 'load.config.mjs');
  expect((await openProject(root, 'load.config.mjs')).given).toEqual({ users: 2 });
});

test('reports a folder outside any project, and one with two configurations, with the fix', () => {
  const outside = mkdtempSync(join(tmpdir(), 'footfall-'));
  expect(() => findConfigFile(outside)).toThrow(`${outside} is not in a Footfall project`);
  expect(() => findConfigFile(outside, 'none.ts')).toThrow('--config none.ts: file not found');
  const root = projectWith(declaring(''));
  writeFileSync(join(root, 'playwright.config.mjs'), '');
  expect(() => findConfigFile(root)).toThrow(
    `${root} has 2 configurations: playwright.config.ts, playwright.config.mjs; keep one, or name the one to use with --config`,
  );
});

const refused: [string, string, string][] = [
  ['of Playwright alone', 'export default {};', 'is not a Footfall configuration'],
  [
    'with an unknown setting',
    declaring('{ usres: 3 }'),
    'footfallConfig: top level: Unrecognized key: "usres"',
  ],
  ['with a wrong type', declaring('{ target: { url: 3000 } }'), 'footfallConfig: target.url: Invalid input'],
  ['that throws', 'throw new Error("not today");', 'playwright.config.ts cannot be read: not today'],
];

for (const [what, config, message] of refused) {
  test(`a configuration ${what} is refused`, async () => {
    await expect(openProject(projectWith(config))).rejects.toThrow(message);
  });
}

/** A project with its own Playwright, of which only the manifest exists. */
function withPlaywright(version?: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'footfall-')));
  if (version !== undefined) {
    const folder = join(root, 'node_modules/@playwright/test');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@playwright/test', version }));
  }
  return root;
}

test('Playwright that is missing, too old, too new or installed twice is refused with the command that fixes it', () => {
  expect(() => checkPlaywright(withPlaywright())).toThrow(
    '@playwright/test is not installed; run: npm install -D @playwright/test',
  );
  for (const version of ['1.61.2', '2.0.0', '0.9.0']) {
    expect(() => checkPlaywright(withPlaywright(version))).toThrow(
      `@playwright/test ${version} is not supported: Footfall needs 1.62 or later, below 2`,
    );
  }
  expect(() => checkPlaywright(withPlaywright('1.65.1'))).toThrow(
    /installed twice, in .* and in .*npm dedupe/,
  );
  expect(() => checkPlaywright(repository)).not.toThrow();
});
