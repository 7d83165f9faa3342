import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { generateRun } from '../../benchmarks/generate-run.ts';
import { Baseline } from '../../src/sample/baseline.ts';
import { BudgetFile } from '../../src/sample/budget.ts';
import { layout } from '../../src/store/layout.ts';
import small from '../user/small-run/workloads/small.ts';
import { footfall } from './footfall.ts';
import { footfallHere } from './in-process.ts';

/** The commands as they are, on runs that nobody had to wait for. */

const repository = resolve(import.meta.dirname, '../..');
const runId = '2026-11-20T09-30-00-peak';

let generated: string;

test.beforeAll(async () => {
  generated = join(mkdtempSync(join(tmpdir(), 'footfall-generated-')), runId);
  await generateRun(generated, { users: 20, samples: 8000, seed: 1 });
});
test.afterAll(() => rmSync(resolve(generated, '..'), { recursive: true }));

const workload = (name: string, budgets: string[]) =>
  `export default ${JSON.stringify({ ...small, name, users: 20, mix: { 'search and refine': 1, explore: 1 }, budgets })};`;

/** A project with the journeys of this one, the budget files given, and a workload `peak` that names those of `judging`. */
function project(files: Record<string, string> = {}, judging = Object.keys(files)): string {
  const root = mkdtempSync(join(tmpdir(), 'footfall-project-'));
  cpSync(join(repository, 'journeys'), join(root, 'journeys'), { recursive: true });
  for (const folder of ['perf-budgets', 'workloads', 'reports']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'playwright.config.ts'),
    "import { footfallConfig } from 'footfall/config';\nexport default footfallConfig({ target: { url: 'http://127.0.0.1:1/' } });",
  );
  cpSync(join(repository, 'workloads/query-log.ndjson'), join(root, 'workloads/query-log.ndjson'));
  writeFileSync(join(root, 'workloads/peak.ts'), workload('peak', judging));
  for (const [name, text] of Object.entries(files)) writeFileSync(budgetFile(root, name), text);
  return root;
}

const budgetFile = (root: string, name: string) => join(root, 'perf-budgets', `${name}.json`);
const readBudgetFile = (root: string, name: string) =>
  BudgetFile.parse(JSON.parse(readFileSync(budgetFile(root, name), 'utf8')));

/** Puts the run under the project's reports; `change` gets its run.json. */
function addRun(root: string, id = runId, change: (run: Record<string, unknown>) => void = () => {}): string {
  const folder = join(root, 'reports', id);
  cpSync(generated, folder, { recursive: true });
  const run = { ...JSON.parse(readFileSync(layout(folder).run, 'utf8')), id, folder };
  change(run);
  writeFileSync(layout(folder).run, JSON.stringify(run));
  return folder;
}

const said = (root: string, ...words: string[]) =>
  footfallHere(words, { FOOTFALL_REPORTS: join(root, 'reports') }, root);

/** Leaves what a run would have written that somebody ended so long into its steady state, in milliseconds. */
function interruptAfter(folder: string, steadyMs: number): void {
  const { runSamples, samples } = layout(folder);
  const [schedule = ''] = readFileSync(runSamples, 'utf8').split('\n');
  const at = (JSON.parse(schedule) as { steadyStartAt: number }).steadyStartAt + steadyMs;
  for (const name of readdirSync(samples)) {
    const lines = readFileSync(join(samples, name), 'utf8').trimEnd().split('\n');
    const before = lines.filter((line) => {
      const sample = JSON.parse(line) as { intendedAt?: number; at?: number };
      return (sample.intendedAt ?? sample.at ?? 0) < at - 1000;
    });
    writeFileSync(join(samples, name), before.map((line) => `${line}\n`).join(''));
  }
  appendFileSync(runSamples, `${JSON.stringify({ type: 'end', at, reason: 'interrupted' })}\n`);
}

const baselinesOf = (root: string) => {
  const folder = join(root, 'perf-budgets/baselines');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

test('the newest run is saved as a baseline, listed, and replaced with what changed', async () => {
  const root = project();
  const folder = addRun(root);
  symlinkSync(folder, join(root, 'reports/latest'));
  const first = await said(root, 'baseline', 'save', 'main');
  expect(first.exitCode, first.said).toBe(0);
  expect(first.said).toContain(`run ${runId}`);
  expect(first.said).not.toContain('replaces');
  const file = join(root, 'perf-budgets/baselines/main.json');
  const baseline = Baseline.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(baseline).toMatchObject({ name: 'main', run: { id: runId, users: 20 } });

  writeFileSync(file, JSON.stringify({ ...baseline, browser: { name: 'chromium', version: '1.0' } }));
  const again = await said(root, 'baseline', 'save', 'main', folder);
  expect(again.exitCode).toBe(0);
  expect(again.said).toContain(`replaces ${runId}:\n  browser 1.0 → 156.0.7700.0\n`);

  writeFileSync(join(root, 'perf-budgets/baselines/torn.json'), '{"schemaVersion":');
  const list = await said(root, 'baseline', 'list');
  expect(list.said).toMatch(/^main: run .*peak, 20 users, 800×600 · chromium 156/m);
  expect(list.said).toContain('torn: is not readable as JSON');
  expect(list.exitCode).toBe(2);
  const mended = await said(root, 'baseline', 'save', 'torn', folder);
  expect(mended.said).toContain('replaces a file that is not readable as JSON');
  expect((await said(root, 'baseline', 'list')).exitCode).toBe(0);
});

test('a run that was cut short, is none, or compares two sides is refused, and nothing is written', async () => {
  const root = project();
  const short = addRun(root);
  interruptAfter(short, 300_000);
  const sides = addRun(root, '2026-11-21T00-00-00-peak', (run) => {
    run.sides = { base: 'http://127.0.0.1:1/', head: 'http://127.0.0.1:2/' };
  });
  const refusals: [string[], RegExp][] = [
    [['main', short], /after 5 min of 10 min of steady state; a baseline needs a complete run/],
    [['main', sides], /compares two versions; use a run of a single version/],
    [['main', join(root, 'reports/never')], /there is no such run folder/],
    [['main'], /there is no such run folder/],
    [['../main', short], /a baseline name may contain letters/],
  ];
  for (const [words, message] of refusals) {
    const found = await said(root, 'baseline', 'save', ...words);
    expect(found.said).toMatch(message);
    expect(found.said).not.toContain('    at ');
    expect(found.exitCode).toBe(2);
  }
  expect(baselinesOf(root)).toEqual([]);
});

test('a run folder with a torn line still gives a baseline, and the line is counted', async () => {
  const root = project();
  const folder = addRun(root);
  appendFileSync(layout(folder).userSamples(0), '{"type":"step","id":"00');
  const found = await said(root, 'baseline', 'save', 'main', folder);
  expect(found.said).toMatch(/one line cannot be read and is left out \(user-000\.ndjson:\d+/);
  expect(found.exitCode).toBe(0);
  expect(baselinesOf(root)).toEqual(['main.json']);
});

test('init writes limits that check accepts, and never overwrites a file', async () => {
  const root = project();
  const folder = addRun(root);
  const first = await said(root, 'budgets', 'init', folder);
  expect(first.exitCode, first.said).toBe(0);
  const names = ['browse', 'explore', 'look-up', 'recover', 'search-and-refine'];
  const written = readdirSync(join(root, 'perf-budgets')).filter((name) => !name.includes('schema'));
  expect(written.sort()).toEqual(names.map((name) => `${name}.json`));
  const limits = readBudgetFile(root, 'search-and-refine').steps?.search?.latencyMs ?? {};
  expect(Object.keys(limits)).toEqual(['p75', 'p95']);

  const { $schema } = readBudgetFile(root, 'browse');
  expect(existsSync(join(root, 'perf-budgets', $schema as string)), $schema).toBe(true);

  const checked = await said(root, 'budgets', 'check');
  expect(checked.said).toMatch(/5 files, \d+ limits/);
  expect(checked.said).toContain('perf-budgets/browse.json: not used by any workload');
  expect(checked.exitCode).toBe(0);

  writeFileSync(budgetFile(root, 'browse'), 'mine');
  for (const name of names.slice(1)) rmSync(budgetFile(root, name));
  const again = await said(root, 'budgets', 'init', folder);
  expect(again.said).toMatch(/not overwritten: perf-budgets\/browse\.json; .*--file/);
  expect(again.exitCode).toBe(2);
  expect(readFileSync(budgetFile(root, 'browse'), 'utf8')).toBe('mine');
  expect(existsSync(budgetFile(root, 'explore'))).toBe(false);

  const roomy = await said(root, 'budgets', 'init', folder, '--file', 'roomy', '--headroom', '500');
  expect(roomy.exitCode, roomy.said).toBe(0);
  // No workload knows these names yet.
  expect(roomy.said).toContain("workloads/peak.ts:\n  'roomy-browse', 'roomy-explore'");
  const more = readBudgetFile(root, 'roomy-search-and-refine').steps?.search?.latencyMs ?? {};
  // Six times the bound against 1.2 times, each rounded to two digits.
  expect(Number(more.p95) / Number(limits.p95)).toBeCloseTo(5, 0);
});

for (const headroom of ['-1', 'much', '1e9']) {
  test(`--headroom "${headroom}" is refused`, async () => {
    const root = project();
    const found = await said(root, 'budgets', 'init', addRun(root), `--headroom=${headroom}`);
    expect(found.said).toContain(`--headroom must be a percentage from 0 to 1000 (got "${headroom}")`);
    expect(found.exitCode).toBe(2);
  });
}

const fine = '{"journey":"explore","steps":{"search":{"latencyMs":{"p75":900}}}}';
const pages = '{"pages":{"home":{"categories":{"performance":0.5}}}}';

test('check names every problem of every file, and blames no other', async () => {
  const root = project({
    steps: '{"journey":"explore","steps":{"serch":{"latencyMs":{"p75":900}}}}',
    numbers: '{"journey":"explore","steps":{"search":{"latencyMs":{"p75":-5,"p95":"x"}}}}',
    torn: '{"journey":',
    workloads: `${fine.slice(0, -1)},"workloads":{"paek":{"steps":{"search":{"latencyMs":{"p75":1}}}}}}`,
    fine,
  });
  writeFileSync(budgetFile(root, 'lighthouse'), pages);
  // No workload names it, and it is checked all the same.
  writeFileSync(budgetFile(root, 'spare'), '{"journey":"nobody","steps":{}}');
  const { exitCode, said: problems } = await said(root, 'budgets', 'check');
  expect(exitCode).toBe(2);
  expect(problems).toMatch(/perf-budgets\/steps\.json: .*serch.*did you mean "search"/);
  expect(problems).toContain(
    'perf-budgets/numbers.json: steps.search.latencyMs.p75 must be above 0 (got -5)',
  );
  expect(problems).toContain(
    'perf-budgets/numbers.json: steps.search.latencyMs.p95 must be a number (got "x")',
  );
  expect(problems).toMatch(/perf-budgets\/torn\.json:1:\d+: invalid JSON/);
  expect(problems).toMatch(/perf-budgets\/workloads\.json: .*paek.*did you mean "peak"/);
  expect(problems).toMatch(/perf-budgets\/spare\.json: journey "nobody" is unknown/);
  for (const name of ['fine.json', 'lighthouse', 'schema']) expect(problems).not.toContain(name);
  // Each is told once, also when a workload stumbles over it too.
  expect(problems.match(/torn\.json/g)).toHaveLength(1);
});

test('check holds the limits of pages against their own schema, and workloads against the files', async () => {
  const root = project({ fine });
  writeFileSync(budgetFile(root, 'lighthouse'), pages);
  expect(await said(root, 'budgets', 'check')).toMatchObject({ exitCode: 0, said: '2 files, 2 limits\n' });
  writeFileSync(budgetFile(root, 'lighthouse'), pages.replace('performance', 'performence'));
  writeFileSync(join(root, 'workloads/peak.ts'), workload('peak', ['fine', 'missing']));
  const found = await said(root, 'budgets', 'check');
  expect(found.said).toMatch(/lighthouse\.json: pages\.home\.categories\.performence is an unknown category/);
  expect(found.said).toContain('lists the budget file "missing", but there is no perf-budgets/missing.json');
  expect(found.exitCode).toBe(2);
});

const handWritten = `{ "journey": "search and refine",
  "steps": { "search": { "latencyMs": { "p75": 3000, "max":  9000 } },
             "refine": { "latencyMs": { "p75": { "warn": 40, "fail": 2000 } } } } }
`;

test('tighten lowers what three runs kept, changes the numbers alone, and finds nothing more to do', async () => {
  const root = project({ mine: handWritten });
  for (const day of [18, 19, 20]) addRun(root, `2026-11-${day}T09-30-00-peak`);
  const shown = await said(root, 'budgets', 'tighten');
  expect(shown.exitCode, shown.said).toBe(0);
  expect(shown.said).toContain('3 runs of peak, from 2026-11-18T09-30-00-peak to 2026-11-20T09-30-00-peak');
  expect(shown.said).toMatch(/search and refine › search, p75 latency +at most \d+ ms +3 s +→ \d+ ms/);
  expect(shown.said).toContain('--write');
  expect(readFileSync(budgetFile(root, 'mine'), 'utf8')).toBe(handWritten);

  expect((await said(root, 'budgets', 'tighten', '--write')).exitCode).toBe(0);
  const text = readFileSync(budgetFile(root, 'mine'), 'utf8');
  const { steps } = readBudgetFile(root, 'mine');
  const search = steps?.search?.latencyMs?.p75 as number;
  const { fail: refine } = steps?.refine?.latencyMs?.p75 as { fail: number };
  // The p75 of either is about 72 ms.
  for (const limit of [search, refine]) {
    expect(limit).toBeGreaterThan(75);
    expect(limit).toBeLessThan(120);
  }
  expect(text).toBe(handWritten.replace('3000', String(search)).replace('2000', String(refine)));
  expect((await said(root, 'budgets', 'tighten', '--write')).said).toContain('no limit can be lowered');
});

test('tighten needs three runs of one kind, whole ones', async () => {
  const root = project({ mine: handWritten });
  addRun(root, '2026-11-16T09-30-00-peak', (run) => {
    run.browser = { name: 'chromium', version: '1.0', foundAs: 'made up' };
  });
  const short = addRun(root, '2026-11-17T09-30-00-peak');
  rmSync(layout(short).runSamples);
  addRun(root, '2026-11-18T09-30-00-peak');
  addRun(root, '2026-11-19T09-30-00-peak');
  symlinkSync('2026-11-19T09-30-00-peak', join(root, 'reports/latest'));
  const found = await said(root, 'budgets', 'tighten', '--write');
  expect(found.said).toMatch(/found 2 complete and valid runs like 2026-11-19T09-30-00-peak.*3 are needed/);
  expect(found.exitCode).toBe(2);
  expect(readFileSync(budgetFile(root, 'mine'), 'utf8')).toBe(handWritten);
  for (const runs of ['2', '0', 'all']) {
    const refused = await said(root, 'budgets', 'tighten', '--runs', runs);
    expect(refused.said).toContain(`--runs must be a whole number from 3 to 1000 (got "${runs}")`);
    expect(refused.exitCode).toBe(2);
  }
});

test('a number that another workload is judged by too is left as it is', async () => {
  const root = project({ mine: handWritten });
  writeFileSync(join(root, 'workloads/soak.ts'), workload('soak', ['mine']));
  for (const day of [18, 19, 20]) addRun(root, `2026-11-${day}T09-30-00-peak`);
  const found = await said(root, 'budgets', 'tighten', '--write');
  expect(found.said).toMatch(/unchanged: search and refine › search, p75 latency: .* also applies to soak/);
  expect(found.exitCode).toBe(0);
  expect(readFileSync(budgetFile(root, 'mine'), 'utf8')).toBe(handWritten);
});

test('a run with a baseline that is not there says which there are, before any browser starts', async () => {
  const product = createServer((_request, response) => response.end('<p>here</p>'));
  product.listen(0, '127.0.0.1');
  await new Promise((listening) => product.once('listening', listening));
  const url = `http://127.0.0.1:${(product.address() as AddressInfo).port}/`;
  const words = ['run', 'smoke', '--target', url, '--browser', '/nowhere/chrome', '--baseline', 'mian'];
  const { exitCode, said: told, reports } = await footfall(words);
  product.close();
  expect(told).toContain('there is no baseline "mian" (FOOTFALL_BASELINE, --baseline)');
  expect(told).not.toContain('/nowhere/chrome');
  expect(exitCode).toBe(2);
  const runs = readdirSync(reports).filter((name) => existsSync(layout(join(reports, name)).run));
  expect(runs).toEqual([]);
});

test("this project's own budget files pass its check", async () => {
  const { exitCode, said: words } = await footfall(['budgets', 'check']);
  expect(words).toMatch(/^\d+ files, \d+ limits$/m);
  expect(exitCode).toBe(0);
});

test('wrong words are refused by the command line', async () => {
  for (const words of [
    ['baseline', 'save'],
    ['budgets', 'tihgten'],
    ['budgets', 'init', '--hedroom', '3'],
  ]) {
    expect(await footfall(words)).toMatchObject({ exitCode: 2 });
  }
});
