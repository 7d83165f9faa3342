import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkPlaywright } from '../../src/project/check-playwright.ts';
import { findConfigFile } from '../../src/project/find-project.ts';
import { openProject } from '../../src/project/open-project.ts';

const repository = resolve(import.meta.dirname, '../..');

/** A project in a folder with blanks and letters beyond ASCII, with this configuration. */
function projectWith(config: string, name = 'playwright.config.ts'): string {
  const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'footfall-'))), 'mein Präfix – ✓');
  mkdirSync(join(root, 'journeys/deep'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, name), config);
  return root;
}

const declaring = (given: string) =>
  `import { footfallConfig } from 'footfall/config';\nexport default footfallConfig(${given});`;

test('a project is found from a folder below it, and its configuration is read', async () => {
  const root = projectWith(declaring("{ target: { url: 'http://localhost:3000/', home: 'h1' }, users: 4 }"));
  expect(await openProject(join(root, 'journeys/deep'))).toEqual({
    root,
    configFile: join(root, 'playwright.config.ts'),
    given: { target: { url: 'http://localhost:3000/', home: 'h1' }, users: 4 },
  });
});

test('a configuration may be a function of the environment, into which .env has been read', async () => {
  const root = projectWith(declaring('(env) => ({ baseline: env.FOOTFALL_TEST_NAME })'));
  writeFileSync(join(root, '.env'), 'FOOTFALL_TEST_NAME=from .env\n');
  try {
    expect((await openProject(root)).given).toEqual({ baseline: 'from .env' });
  } finally {
    delete process.env.FOOTFALL_TEST_NAME;
  }
});

test('JavaScript and a named configuration work too', async () => {
  const root = projectWith(declaring('{ users: 2 }'), 'load.config.mjs');
  expect((await openProject(root, 'load.config.mjs')).given).toEqual({ users: 2 });
});

test('outside any project, and with two configurations in one folder, the fix is named', () => {
  const outside = mkdtempSync(join(tmpdir(), 'footfall-'));
  expect(() => findConfigFile(outside)).toThrow(`${outside} is not in a Footfall project`);
  expect(() => findConfigFile(outside, 'none.ts')).toThrow('--config none.ts: there is no such file');
  const root = projectWith(declaring(''));
  writeFileSync(join(root, 'playwright.config.mjs'), '');
  expect(() => findConfigFile(root)).toThrow(
    `${root} has 2 configurations: playwright.config.ts, playwright.config.mjs; keep one, or name the one to use with --config`,
  );
});

const refused: [string, string, string][] = [
  ['of Playwright alone', 'export default {};', 'is not the configuration of a Footfall project'],
  ['with an unknown setting', declaring('{ usres: 3 }'), 'footfallConfig: it: Unrecognized key: "usres"'],
  ['with a wrong type', declaring('{ target: { url: 3000 } }'), 'footfallConfig: target.url: Invalid input'],
  ['that throws', 'throw new Error("not today");', 'playwright.config.ts cannot be read: not today'],
];

for (const [what, config, message] of refused) {
  test(`a configuration ${what} is refused`, async () => {
    await expect(openProject(projectWith(config))).rejects.toThrow(message);
  });
}

/** A project with a Playwright of its own, as far as its manifest goes. */
function withPlaywright(version?: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'footfall-')));
  if (version !== undefined) {
    const folder = join(root, 'node_modules/@playwright/test');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@playwright/test', version }));
  }
  return root;
}

test('Playwright that is missing, too old, too new or there twice is refused with the command that mends it', () => {
  expect(() => checkPlaywright(withPlaywright())).toThrow(
    '@playwright/test is not installed; run: npm install -D @playwright/test',
  );
  for (const version of ['1.61.2', '2.0.0', '0.9.0']) {
    expect(() => checkPlaywright(withPlaywright(version))).toThrow(
      `@playwright/test ${version} does not fit: Footfall needs 1.62 or later, below 2`,
    );
  }
  expect(() => checkPlaywright(withPlaywright('1.65.1'))).toThrow(
    /installed twice, in .* and in .*npm dedupe/,
  );
  expect(() => checkPlaywright(repository)).not.toThrow();
});
