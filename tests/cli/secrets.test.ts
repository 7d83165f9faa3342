import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { readRun } from '../../src/store/read.ts';
import { zipped } from '../../src/store/zip.ts';
import { footfall } from './footfall.ts';
import { footfallHere } from './in-process.ts';

/** A product that gives away secrets wherever it can, and files, reports and output in which none may be found. */

test.setTimeout(300_000);

const repository = resolve(import.meta.dirname, '../..');

const planted = {
  'parameter of the target': 'plant-in-target-1',
  'parameter of a request': 'plant-in-request-2',
  'exception in the page': 'plant-in-exception-3',
  'description in Server-Timing': 'plant-in-timing-4',
  cookie: 'plant-in-cookie-5',
  'value in .env': 'plant-in-dotenv-6',
  'password of the database': 'plant-in-database-7',
  'password of Redis': 'plant-in-redis-8',
  'line of a log': 'plant-in-log-9',
  'address in an error of the page': 'plant-in-error-10',
  'parameter of a metrics page': 'plant-in-metrics-11',
  'header of an answer': 'plant-in-header-12',
};

const home = `<!doctype html><html lang="en"><title>Leaky</title><link rel="icon" href="data:,">
<input aria-label="Search"><output></output>
<script>
const input = document.querySelector('input');
input.addEventListener('keydown', async ({ key }) => {
  if (key !== 'Enter') return;
  const text = input.value;
  input.value = '';
  setTimeout(() => { throw new Error('refused: Bearer ${planted['exception in the page']}; ${planted['value in .env']}'); });
  const q = new URLSearchParams({ q: text, visitor: '${planted['parameter of a request']}' });
  const answer = await fetch('/answer?' + q);
  const output = document.querySelector('output');
  output.textContent = await answer.text();
  output.dataset.for = text;
  fetch('/missing?token=${planted['address in an error of the page']}').then((r) => { throw new Error('no ' + r.url); });
});
</script>`;

async function serveLeaky() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Set-Cookie', `session=${planted.cookie}`);
    response.setHeader('X-Api-Key', planted['header of an answer']);
    response.setHeader('Server-Timing', `app;dur=5;desc="token=${planted['description in Server-Timing']}"`);
    if (pathname === '/missing') response.statusCode = 404;
    if (pathname === '/metrics') response.end('nothing\n');
    else if (pathname === '/answer') setTimeout(() => response.end('found'), 30);
    else response.setHeader('Content-Type', 'text/html').end(home);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

/** All files below a folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function leaksIn(texts: Iterable<[string, string]>): string[] {
  return [...texts].flatMap(([where, text]) =>
    Object.entries(planted).flatMap(([what, secret]) => (text.includes(secret) ? [`${where}: ${what}`] : [])),
  );
}

test('no secret gets into a run folder, a baseline, the history or the terminal', async () => {
  const product = await serveLeaky();
  // Within the repository, so that its journeys find the package.
  const project = test.info().outputPath('small-run');
  cpSync(join(repository, 'tests/user/small-run'), project, { recursive: true });
  // The journeys import the actions that the tests share.
  cpSync(join(repository, 'tests/user/ask.ts'), test.info().outputPath('ask.ts'));
  writeFileSync(join(project, '.env'), `SHOP_CODE=${planted['value in .env']}\n`);
  const log = join(project, 'shop.log');
  writeFileSync(log, '');
  const lines = setInterval(
    () => appendFileSync(log, `ERROR login failed, password=${planted['line of a log']}\n`),
    200,
  );
  const env = {
    FOOTFALL_TARGET: `${product.url}?api_key=${planted['parameter of the target']}`,
    FOOTFALL_DATABASE_URL: `postgresql://app:${planted['password of the database']}@127.0.0.1:1/shop`,
    FOOTFALL_REDIS_URL: `redis://:${planted['password of Redis']}@127.0.0.1:1`,
    FOOTFALL_METRICS_URL: `${product.url}metrics?token=${planted['parameter of a metrics page']}`,
    FOOTFALL_LOGS: log,
    FOOTFALL_FILM: 'on',
  };
  const run = await footfall(['run', 'small', '--duration', '6'], env, project);
  clearInterval(lines);
  const folder = join(run.reports, 'latest');
  const more = { ...env, FOOTFALL_REPORTS: run.reports };
  const said = [run.said];
  for (const words of [
    ['baseline', 'save', 'main', folder],
    ['report', folder],
    ['doctor', '--settings'],
  ]) {
    said.push((await footfall(words, more, project)).said);
  }
  product.close();

  const texts = [...filesIn(run.reports), ...filesIn(join(project, 'perf-budgets'))].map(
    (file): [string, string] => [file, readFileSync(file, 'latin1')],
  );
  expect(texts.length, run.said).toBeGreaterThan(10);
  expect(texts.some(([file]) => file.includes('baselines'))).toBe(true);
  expect(
    leaksIn([...texts, ...said.map((text, index): [string, string] => [`output ${index}`, text])]),
  ).toEqual([]);

  const shared = await footfallHere(['share', folder], more, project);
  expect(shared.exitCode, shared.said).toBe(0);
  const sharedFiles = filesIn(`${realpathSync(folder)}-shared`);
  expect(sharedFiles.map((file) => basename(file)).sort()).toEqual(
    ['analysis.json', 'index.html', 'junit.xml', 'summary.md'].sort(),
  );
  const { samples } = readRun(folder);
  const queries = samples.flatMap((sample) => (sample.type === 'step' ? (sample.query?.text ?? []) : []));
  expect(queries.length).toBeGreaterThan(3);
  for (const text of sharedFiles.map((file) => readFileSync(file, 'utf8'))) {
    expect(text).not.toContain(new URL(product.url).host);
    for (const query of queries) {
      expect(text).not.toContain(`"${query}"`);
      expect(text).not.toContain(`q=${encodeURIComponent(query)}`);
    }
  }

  // What is not secret is there: the search itself, and that something was thrown.
  const all = texts.map(([, text]) => text).join('\n');
  expect(all).toContain('refused: Bearer');
  expect(all).toMatch(/\/answer\?q=[^&"]+&visitor=…?/);
  expect(run.said).toContain('requests with visitor are not sent again');
});

test('scan looks for the values it is given, and does not print them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-scan-'));
  writeFileSync(join(folder, 'one.json'), '{"a":"plain words"}');
  const clean = await footfallHere(['scan', folder, 'absent']);
  expect([clean.exitCode, clean.said]).toEqual([0, expect.stringContaining('found in none of 1 file')]);
  const found = await footfallHere(['scan', folder, 'absent', 'plain words']);
  expect(found.exitCode).toBe(1);
  expect(found.said).toContain('one.json: value 2');
  expect(found.said).not.toContain('plain words');
});

test('a run that Playwright starts is handed the passwords that it needs and must hide', async () => {
  const databaseUrl = 'postgresql://reader:correct-horse@127.0.0.1:5432/shop';
  const smallRun = join(repository, 'tests/user/small-run');
  const env = { FOOTFALL_WORKLOAD: 'small', FOOTFALL_DATABASE_URL: databaseUrl };
  const { said } = await footfall(['hand-over'], env, smallRun);
  const handed = JSON.parse(said) as Record<string, string>;
  expect(JSON.parse(handed.FOOTFALL_SETTINGS as string).sources.databaseUrl).toBe(databaseUrl);
  expect(JSON.parse(handed.FOOTFALL_RECORDING as string).secrets).toContain('correct-horse');
});

test('scan finds a value in packed and encoded files', async () => {
  const text = Buffer.from('xx plain words & more yy');
  const forms: Record<string, Buffer | string> = {
    'address.txt': encodeURIComponent(`${text}`),
    'form.txt': `${new URLSearchParams({ q: `${text}` })}`,
    'page.html': 'xx plain words &amp; more yy',
    'wide.txt': Buffer.from(`${text}`, 'utf16le'),
    'zero.txt': text.toString('base64'),
    'one.txt': text.subarray(1).toString('base64'),
    'two.txt': text.subarray(2).toString('base64'),
    'log.gz': gzipSync(text),
    'trace.zip': zipped([{ name: 'inside.gz', content: gzipSync(text) }]),
  };
  for (const [name, content] of Object.entries(forms)) {
    const folder = mkdtempSync(join(tmpdir(), 'footfall-scan-'));
    writeFileSync(join(folder, name), content);
    expect((await footfallHere(['scan', folder, 'plain words & more'])).exitCode, name).toBe(1);
    expect((await footfallHere(['scan', folder, 'plain birds & more'])).exitCode, name).toBe(0);
  }
});
