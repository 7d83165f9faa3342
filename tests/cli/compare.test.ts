import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { generateRun } from '../../benchmarks/generate-run.ts';
import { Comparison, SameAgainstSame } from '../../src/sample/comparison.ts';
import { Run } from '../../src/sample/run.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import { processesMentioning } from '../../target/tests/processes.ts';
import { removeDataDir, temporaryDataDir } from '../../target/tests/start-target.ts';
import { descendantsOf, isAlive, type Started, startFootfall } from './footfall.ts';
import { freePort } from './free-port.ts';
import { footfallHere } from './in-process.ts';

/** Comparisons with real workers, a real browser and the small product as a command on both sides. */

/** Starting sides and workers takes its time where others work too. */
test.setTimeout(300_000);

const product = join(import.meta.dirname, 'product-server.js');
const repository = join(import.meta.dirname, '../..');
const smallRun = join(import.meta.dirname, '../user/small-run');

function start(words: string[], env: NodeJS.ProcessEnv = {}, root = smallRun): Started {
  return startFootfall(words, env, root);
}

async function said(words: string[], env: NodeJS.ProcessEnv = {}) {
  const started = start(words, env);
  const exitCode = await started.exited;
  return { exitCode, said: started.said(), reports: started.reports };
}

/** The words for a side that is started by a command, and answers after so many milliseconds. */
async function sideWords(side: 'base' | 'head', answerMs: number) {
  const port = await freePort();
  return {
    words: [
      `--${side}`,
      `http://127.0.0.1:${port}/`,
      `--${side}-command`,
      `node '${product}' ${port} ${answerMs}`,
    ],
    processes: () => processesMentioning([product, port, answerMs].join('\0')),
  };
}

const foldersOf = (reports: string, kind: string) =>
  readdirSync(reports)
    .filter((name) => name.endsWith(`-${kind}`))
    .sort()
    .map((name) => join(reports, name));

function onlyFolder(reports: string, kind = 'compare'): string {
  const folders = foldersOf(reports, kind);
  expect(folders).toHaveLength(1);
  return folders[0] as string;
}

const readJson = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(join(folder, name), 'utf8'));
const readComparison = (folder: string) => Comparison.parse(readJson(folder, 'comparison.json'));

/** How many steps are on record; none before the run has begun. */
function stepsTaken({ reports }: Started): number {
  try {
    return readRun(onlyFolder(reports)).samples.filter(({ type }) => type === 'step').length;
  } catch {
    return 0;
  }
}

test('a head that takes 150 ms longer fails, with the step and the change, and leaves nothing behind', async () => {
  const base = await sideWords('base', 60);
  const head = await sideWords('head', 210);
  const summary = test.info().outputPath('summary.md');
  writeFileSync(summary, 'what stood there\n');
  const words = ['ci', '--workload', 'small', '--duration', '40', ...base.words, ...head.words];
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const found = await said(words, env);
  expect(found.exitCode, found.said).toBe(1);

  const folder = onlyFolder(found.reports);
  const { steps, verdict, looks } = readComparison(folder);
  expect(verdict.outcome).toBe('fail');
  expect(looks?.planned).toBe(4);
  expect(steps.map(({ journey, step }) => `${journey} › ${step}`)).toEqual(['ask › ask']);
  const latency = steps[0]?.metrics.find(
    ({ metric, statistic }) => metric === 'latencyMs' && statistic === 'typical',
  );
  expect(latency).toMatchObject({ outcome: 'slower', role: 'judged' });
  // An overloaded machine slows both sides, and does not make 150 ms of 20 or of a second.
  expect(latency?.change?.value).toBeGreaterThan(75);
  expect(latency?.change?.value).toBeLessThan(600);

  for (const file of ['html', 'markdown', 'junit'] as const) {
    expect(readFileSync(layout(folder)[file], 'utf8')).toContain('ask');
  }
  expect(readFileSync(summary, 'utf8')).toBe(
    `what stood there\n${readFileSync(layout(folder).markdown, 'utf8')}\n`,
  );
  expect(found.said).toMatch(/^::error title=Footfall%3A ask \(ask\)::/m);
  const [, token] = /^::stop-commands::(\S+)$/m.exec(found.said) ?? [];
  expect(found.said).toContain(`\n::${token}::\n`);
  expect([...base.processes(), ...head.processes()]).toEqual([]);
});

test('too little time is no verdict, which may be accepted', async () => {
  const base = await sideWords('base', 60);
  const head = await sideWords('head', 60);
  const words = [
    'ci',
    '--allow-inconclusive',
    '--workload',
    'small',
    '--users',
    '1',
    '--duration',
    '2',
    '--looks',
    '1',
  ];
  const found = await said([...words, ...base.words, ...head.words]);
  expect(found.exitCode, found.said).toBe(0);
  expect(readComparison(onlyFolder(found.reports)).verdict.outcome).toBe('inconclusive');
  expect(found.said).toContain('no verdict; accepted because of --allow-inconclusive');
});

test('Ctrl-C compares what was measured, without a verdict, and ends the commands', async () => {
  const base = await sideWords('base', 30);
  const head = await sideWords('head', 30);
  const started = start([
    'ci',
    '--allow-inconclusive',
    '--workload',
    'small',
    '--duration',
    '300',
    ...base.words,
    ...head.words,
  ]);
  await expect.poll(() => stepsTaken(started), { timeout: 120_000 }).toBeGreaterThan(24);
  const processes = descendantsOf(started.child.pid as number);
  started.child.kill('SIGINT');
  expect(await started.exited, started.said()).toBe(3);
  const { verdict, steps } = readComparison(onlyFolder(started.reports));
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.reasons.join(' ')).toContain('cut short');
  expect(steps).toHaveLength(1);
  await expect.poll(() => processes.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  expect([...base.processes(), ...head.processes()]).toEqual([]);
});

test('a command line that is killed leaves no side behind', async () => {
  const base = await sideWords('base', 30);
  const head = await sideWords('head', 30);
  const started = start([
    'compare',
    '--workload',
    'small',
    '--duration',
    '300',
    ...base.words,
    ...head.words,
  ]);
  await expect.poll(() => stepsTaken(started), { timeout: 120_000 }).toBeGreaterThan(0);
  expect(base.processes().length).toBeGreaterThan(0);
  started.child.kill('SIGKILL');
  const left = () => [...base.processes(), ...head.processes()];
  await expect.poll(left, { timeout: 60_000 }).toEqual([]);
});

test('a base that does not start is told with its last words, and the head is ended', async () => {
  const head = await sideWords('head', 30);
  const base = ['--base', `http://127.0.0.1:${await freePort()}/`];
  const command = ['--base-command', 'echo "no such module" >&2; exit 1'];
  const {
    exitCode,
    said: text,
    reports,
  } = await said(['compare', '--workload', 'small', ...base, ...command, ...head.words]);
  expect(exitCode).toBe(2);
  expect(text).toContain('base: "echo "no such module" >&2; exit 1" exited with code 1 before');
  expect(text).toContain('last output:\nno such module');
  expect(head.processes()).toEqual([]);
  expect(readdirSync(reports)).toEqual([]);
});

test('a base that is not up is told with the reason and what to do', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const head = await sideWords('head', 30);
  const words = ['compare', '--workload', 'small', '--base', url, ...head.words];
  const { exitCode, said: text, reports } = await said(words);
  expect(exitCode).toBe(2);
  expect(text).toContain(
    `base: ${url} does not respond successfully (ECONNREFUSED); start it, correct --base, or set --base-command to start it`,
  );
  expect(head.processes()).toEqual([]);
  expect(readdirSync(reports)).toEqual([]);
});

test('a side that ends meanwhile is named, and the comparison does not pass', async () => {
  const base = await sideWords('base', 30);
  const head = await sideWords('head', 30);
  const words = ['compare', '--workload', 'small', '--duration', '12', '--looks', '1'];
  const started = start([...words, ...base.words, ...head.words]);
  await expect.poll(() => stepsTaken(started), { timeout: 120_000 }).toBeGreaterThan(3);
  // Of the shell and the product in it, whichever there is.
  for (const pid of base.processes()) process.kill(pid, 'SIGKILL');
  expect(await started.exited, started.said()).not.toBe(0);
  const { verdict } = readComparison(onlyFolder(started.reports));
  expect(verdict.outcome).not.toBe('pass');
  expect(verdict.reasons.join(' ')).toContain('base exited unexpectedly with code');
});

test('the same against the same is repeated with other seeds, and its result stands in a folder of its own', async () => {
  const { words } = await sideWords('base', 40);
  const short = ['--workload', 'small', '--duration', '6', '--looks', '1'];
  const {
    exitCode,
    said: text,
    reports,
  } = await said(['compare', '--aa', '--runs', '2', ...short, ...words]);
  expect(exitCode, text).toBe(0);
  const folders = foldersOf(reports, 'compare');
  const runs = folders.map((folder) => Run.parse(readJson(folder, 'run.json')));
  expect(runs.map(({ workload }) => workload.seed)).toEqual([1, 2]);
  for (const { sides } of runs) expect(sides?.base).toBe(sides?.head);
  const result = SameAgainstSame.parse(readJson(onlyFolder(reports, 'compare-aa'), 'same-against-same.json'));
  expect(result.comparisons).toBe(2);
  expect(text).toContain('comparison 2 of 2');
});

test('two stored runs are compared into a new folder, and stay as they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-stored-'));
  const [base, head] = [join(folder, 'one'), join(folder, 'other')];
  for (const run of [base, head]) await generateRun(run, { users: 6, samples: 1200, seed: 1 });
  const before = readFileSync(layout(base).run, 'utf8');
  const { exitCode, said: text, reports } = await said(['compare', base, head]);
  const comparison = readComparison(onlyFolder(reports, 'compare-runs'));
  expect(comparison.method).toBe('stored runs');
  expect(comparison.verdict.outcome, text).not.toBe('fail');
  expect(exitCode).toBe(comparison.verdict.outcome === 'pass' ? 0 : 3);
  expect(readFileSync(layout(base).run, 'utf8')).toBe(before);
  expect(existsSync(layout(base).html)).toBe(false);

  const nowhere = await said(['compare', base, join(folder, 'never')]);
  expect(nowhere.said).toContain('there is no such run folder');
  expect(nowhere.exitCode).toBe(2);
  removeDataDir(folder);
});

test('two copies of the reference target stand side by side, each with data of its own', async () => {
  const dataDir = temporaryDataDir();
  const words = ['compare', '--users', '2', '--users-per-worker', '1', '--duration', '6', '--looks', '1'];
  const env = { TARGET_DATA_DIR: dataDir, TARGET_DOCUMENTS: '5000' };
  const started = start(words, env, repository);
  const exitCode = await started.exited;
  const folder = onlyFolder(started.reports);
  const { base, head, steps } = readComparison(folder);
  expect([0, 1, 3], started.said()).toContain(exitCode);
  expect(base.url).not.toBe(head.url);
  expect(steps.length).toBeGreaterThan(0);
  for (const side of ['base', 'head']) {
    expect(started.said()).toContain(`${side}: http://127.0.0.1:`);
    expect(existsSync(join(dataDir, 'copies', side, 'engine'))).toBe(true);
    expect(existsSync(join(dataDir, 'copies', side, 'target.json'))).toBe(false);
  }
  expect(processesMentioning(dataDir)).toEqual([]);
  removeDataDir(dataDir);
});

const one = 'http://127.0.0.1:1/';

const refused: [string[], string][] = [
  [['compare', '--base', one], '--base needs --head, the address of the other version'],
  [['compare', '--head', one], '--head needs --base, the address of the other version'],
  [['compare', '--base', one, '--head', one], '--base and --head are the same address'],
  [['compare', '--base', 'ftp://x/', '--head', one], '--base must be an http or https URL (got "ftp://x/")'],
  [['compare', '--head-command', 'true'], '--head-command needs --head, the address at which it will answer'],
  [['compare', '--base', 'http://base.example.com/', '--head', one], '--base: the target'],
  [['compare', '--margin', '0'], '--margin must be above 0, in percent (got "0")'],
  [['compare', '--floor', 'wide'], '--floor must be above 0, in milliseconds (got "wide")'],
  [['compare', '--looks', '0'], '--looks must be a whole number from 1 to 20 (got "0")'],
  [['compare', '--aa', '--runs', '1.5'], '--runs must be a whole number from 1 to 1000 (got "1.5")'],
  [['compare', '--runs', '3'], '--runs needs --aa'],
  [['compare', 'reports/one'], 'pass two run folders, base and head (got 1)'],
  [['compare', 'a', 'b', 'c'], 'pass two run folders, base and head (got 3)'],
  [['compare', 'a', 'b', '--base-command', 'x'], '--base-command applies to new measurements'],
  [['compare', 'a', 'b', '--aa'], '--aa applies to new measurements'],
  [['compare', '--users', '0'], 'FOOTFALL_USERS (--users) must be a whole number from 1 to 1000 (got "0")'],
  [['compare', '--workload', 'pique'], 'there is no workload "pique"'],
];

for (const [words, message] of refused) {
  test(`${words.join(' ')} is refused`, async () => {
    const {
      exitCode,
      said: text,
      reports,
    } = await footfallHere(
      isOfRuns(words) || words.includes('--workload') ? words : [...words, '--workload', 'small'],
      {},
      smallRun,
    );
    expect(text).toContain(message);
    expect(exitCode).toBe(2);
    expect(readdirSync(reports)).toEqual([]);
  });
}

/** Stored runs have had their workload; the small run's project has none for comparisons of its own. */
const isOfRuns = ([, second]: string[]) => !second?.startsWith('--');
