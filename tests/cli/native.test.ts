import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { ownerFile } from '../../src/cli/product/product-owner.ts';
import { answer } from '../../src/cli/product/side-answer.ts';
import { playwrightOptions } from '../../src/cli/run/playwright-words.ts';
import { Analysis } from '../../src/sample/analysis.ts';
import type { RunPlan } from '../../src/sample/run.ts';
import { layout } from '../../src/store/layout.ts';
import { isRunning, processesMentioning } from '../../target/tests/processes.ts';
import { descendantsOf, startPlaywright } from './footfall.ts';
import { freePort } from './free-port.ts';
import { footfallHere } from './in-process.ts';

/** Runs that Playwright starts. */

test.setTimeout(180_000);

const project = join(import.meta.dirname, 'native-run');

/** What is planned for `playwright test` with these words. */
async function handOver(words: string[]): Promise<{ exitCode: number; said: string; plan: RunPlan }> {
  const { exitCode, said } = await footfallHere(['hand-over', '--config', project, '--', ...words]);
  return { exitCode, said, plan: exitCode === 0 ? JSON.parse(JSON.parse(said).FOOTFALL_PLAN) : undefined };
}

const whole = { ask: 2, 'ask again': 1, absent: 1 };
const choices: [words: string[], mix: Record<string, number>][] = [
  [[], whole],
  [['journeys'], whole],
  [['absent', 'again.journey.ts'], { 'ask again': 1, absent: 1 }],
  [['--grep', 'ask'], { ask: 2, 'ask again': 1 }],
  [['-g', 'ask again'], { 'ask again': 1 }],
  [['-gASK AGAIN'], { 'ask again': 1 }],
  [['--grep=/ask ·/'], { ask: 2 }],
  [['-G', 'absent', 'ask'], { ask: 2, 'ask again': 1 }],
  // The values of options are no filters, and what stands behind options without a value is one.
  [['--output', 'absent', '-x', '--headed', 'again', '--project', 'users', 'absent'], { 'ask again': 1 }],
  [['again', '--', 'absent'], { 'ask again': 1 }],
];

for (const [words, mix] of choices) {
  test(`playwright test ${words.join(' ')} is planned with the journeys that it chooses`, async () => {
    const { plan, said } = await handOver(words);
    expect(plan?.workload.mix, said).toEqual(mix);
    expect(plan.seats).toHaveLength(4);
    expect(new Set(plan.seats)).toEqual(new Set(Object.keys(mix)));
    expect(new Set(plan.budgets.map(({ journey }) => journey))).toEqual(new Set(Object.keys(mix)));
    // The figures of a part do not compare with those of the whole.
    expect(plan.workload.name).toBe(mix === whole ? 'peak' : `peak (${Object.keys(mix).join(', ')})`);
  });
}

const refusals: [words: string[], message: string][] = [
  [['agian'], 'no journey\'s file matches "agian"; there are journeys/absent.journey.ts, journeys/ask-again'],
  [['ask.journey.ts:3'], 'users are not chosen by line; leave out ":3", or name the journey with --grep'],
  [['-g', 'user 1'], 'no journey of the workload "peak" was chosen: it has "ask", "ask again", "absent"'],
  [
    ['-g', 'ask · user 0'],
    '--grep and --grep-invert must choose all users of a journey, and leave out "ask · user 1"',
  ],
  [['-g', '('], '"(" is no regular expression'],
  [
    ['--shard', '1/2'],
    '--shard: the users of a run are active at the same time; for fewer users, set FOOTFALL_USERS',
  ],
  [['--last-failed'], '--last-failed: choose journeys by the names of their files, or by --grep'],
  [['--only-changed', '-x'], '--only-changed: choose journeys'],
  [['--no-deps'], '--no-deps: the budgets are judged after'],
  [['--reporter=line'], "--reporter: Footfall's own reporter judges the run"],
  [['--project', 'budgets'], '--project budgets: without the project "users"'],
];

for (const [words, message] of refusals) {
  test(`playwright test ${words.join(' ')} is refused before anything starts`, async () => {
    const { exitCode, said } = await handOver(words);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
  });
}

test('a product that another command of Footfall will stop is not measured', async () => {
  const owner = ownerFile(project, 'http://127.0.0.1:1/');
  mkdirSync(dirname(owner), { recursive: true });
  writeFileSync(owner, JSON.stringify({ pid: process.ppid, url: 'http://127.0.0.1:1/' }));
  const refused = await handOver([]);
  rmSync(owner);
  expect(refused.said).toContain(`was started by another command of Footfall (process ${process.ppid})`);
  expect(refused.exitCode).toBe(2);
});

test("every option of Playwright's that takes a value is known", () => {
  const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  const help = execFileSync(process.execPath, [cli, 'test', '--help'], { encoding: 'utf8' });
  const options = [...help.matchAll(/^ {2}(-\S.*?)(?: {2}|$)/gm)].map(([, option = '']) => option);
  expect(options).toContain('-g, --grep <grep>');
  const takeValue = options.filter((option) => /[<[]/.test(option));
  expect(takeValue.filter((option) => !playwrightOptions.includes(option))).toEqual([]);
  expect(playwrightOptions.filter((option) => !options.includes(option))).toEqual([]);
});

test('a list starts nothing, leaves nothing, and has the tests that would run', async () => {
  const listed = startPlaywright(['--list', 'ask.journey'], {}, project);
  expect(await listed.exited, listed.said()).toBe(0);
  for (const user of [0, 1, 2, 3]) expect(listed.said()).toContain(`ask · user ${user}\n`);
  expect(listed.said()).not.toContain('ask again');
  expect(readdirSync(listed.reports)).toEqual([]);
});

test('a run of some journeys is one of their users, and nobody waits for a user without a test', async () => {
  const run = startPlaywright(['ask.journey', 'absent'], { PRODUCT_PORT: String(await freePort()) }, project);
  const began = performance.now();
  expect(await run.exited).toBe(1);
  // The barrier alone would wait three minutes.
  expect(performance.now() - began).toBeLessThan(120_000);
  const file = layout(join(run.reports, 'latest')).analysis;
  const { run: facts, steps, verdict, ...analysis } = Analysis.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(facts.workload).toBe('peak (ask, absent)');
  expect(steps.map(({ journey }) => journey)).toEqual(['ask']);
  expect(verdict.outcome).toBe('invalid');
  expect(run.said()).toContain('absent · user 2: Playwright runs no test for it');
});

/** SIGTERM and SIGHUP end Playwright at once, as SIGKILL does. */
const endings: NodeJS.Signals[][] = [['SIGINT'], ['SIGINT', 'SIGINT'], ['SIGKILL']];

for (const signals of endings) {
  test(`after ${signals.join(' and ')}, no process, port or temporary file of a run is left`, async () => {
    const temporary = test.info().outputPath('temporary');
    mkdirSync(temporary);
    const port = String(await freePort());
    const env = { PRODUCT_PORT: port, FOOTFALL_DURATION: '120', TMPDIR: temporary };
    const run = startPlaywright(['ask.journey'], { ...env, FOOTFALL_USERS: '1' }, project);
    await expect.poll(run.said, { timeout: 90_000 }).toMatch(/steady state|ramp/);
    const pids = descendantsOf(run.child.pid as number);
    expect(processesMentioning(`product-server.js\0${port}`)).toHaveLength(1);
    expect(filesOf(temporary)).toEqual([expect.stringMatching(/^footfall-browser-/)]);
    for (const [index, signal] of signals.entries()) {
      // Playwright takes signals within a second for one.
      if (index > 0) await setTimeout(1500);
      run.child.kill(signal);
    }
    await run.exited;
    await expect.poll(() => pids.filter(isRunning), { timeout: 30_000 }).toEqual([]);
    expect(processesMentioning(`product-server.js\0${port}`)).toEqual([]);
    expect(await answer(`http://127.0.0.1:${port}/`, [])).toBe('ECONNREFUSED');
    expect(filesOf(temporary)).toEqual([]);
  });
}

/** Of a run; the caches of Playwright, tsx and the browser stay for the next one. */
const filesOf = (temporary: string) =>
  readdirSync(temporary).filter((name) => /^(footfall|playwright(?!-transform-cache))/.test(name));

test('a product that does not start is reported with its reason', async () => {
  const port = String(await freePort());
  const run = startPlaywright([], { PRODUCT_PORT: port, PRODUCT_FAILS: '1' }, project);
  expect(await run.exited).toBe(1);
  expect(run.said()).toContain(
    `exited with code 7 before http://127.0.0.1:${port}/ responded; it must start the product and keep running`,
  );
});
