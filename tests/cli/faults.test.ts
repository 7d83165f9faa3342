import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Analysis } from '../../src/sample/analysis.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import { contaminatedLimit } from '../../src/sample/validity-limits.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import { serveSmallProduct } from '../user/small-product.ts';
import { descendantsOf, isAlive, type Started, startFootfall } from './footfall.ts';

/** Faults that a run meets while it goes on, each with real workers and a real browser on a small product. */

/** Starting workers and writing the reports takes its time where others work too. */
test.setTimeout(300_000);

let product: Awaited<ReturnType<typeof serveSmallProduct>>;

test.beforeAll(async () => {
  product = await serveSmallProduct();
});
test.afterAll(() => product.close());

const startSmallRun = (env: NodeJS.ProcessEnv = {}) =>
  startFootfall(
    [],
    { FOOTFALL_TARGET: product.url, FOOTFALL_WORKLOAD: 'small', ...env },
    join(import.meta.dirname, '../user/small-run'),
  );

const folderOf = ({ reports }: Started) => join(reports, 'latest');

const readAnalysis = (started: Started) =>
  Analysis.parse(JSON.parse(readFileSync(layout(folderOf(started)).analysis, 'utf8')));

/** What is on record while the run goes on; nothing before it has begun. */
function samplesOf(started: Started): RunRecord['samples'] {
  try {
    return readRun(folderOf(started)).samples;
  } catch {
    return [];
  }
}

/** The fewest steps that any of the users has on record. */
function fewestSteps(started: Started, users: number): number {
  const steps = samplesOf(started).filter((sample) => sample.type === 'step');
  const numbers = Array.from({ length: users }, (_, user) => user);
  return Math.min(...numbers.map((number) => steps.filter(({ user }) => user === number).length));
}

/** Waits while the run goes on; a run that has ended will not get there. */
async function untilRun(started: Started, isThere: () => boolean): Promise<void> {
  const state = () => isThere() || (started.child.exitCode === null ? 'not yet' : 'ended');
  await expect.poll(state, { timeout: 120_000 }).not.toBe('not yet');
  expect(state(), started.said()).toBe(true);
}

const WORKER = /workerProcessEntry/;
const WORKER_ENDED = 'its worker ended before its work was over';
/** The browser itself, not the processes it started. */
const BROWSER = /chrom(?!.*--type=)/i;

const commandOf = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

const processesOf = (started: Started, command: RegExp) =>
  descendantsOf(started.child.pid as number).filter((pid) => command.test(commandOf(pid)));

const eventsOf = (started: Started, user: number) =>
  samplesOf(started).flatMap((sample) =>
    sample.type === 'user' && sample.user === user ? [sample.event] : [],
  );

test('a worker that is killed costs its users, and the run goes on to its end with what it measured', async () => {
  const started = startSmallRun({
    FOOTFALL_USERS: '4',
    FOOTFALL_USERS_PER_WORKER: '2',
    FOOTFALL_DURATION: '20',
  });
  await untilRun(started, () => fewestSteps(started, 4) > 2);
  const [worker, ...others] = processesOf(started, WORKER);
  expect(others).toHaveLength(1);
  process.kill(worker as number, 'SIGKILL');
  expect(await started.exited, started.said()).toBe(3);

  const { verdict, lostUsers, run, load } = readAnalysis(started);
  expect(verdict.outcome).toBe('invalid');
  expect(run).toMatchObject({ users: 4, workers: 2 });
  expect(run.cutShort).toBeUndefined();
  expect(load.activeUsers?.max).toBe(4);
  const lost = lostUsers.map(({ user }) => user).sort();
  // Crews are dealt in turns.
  expect([
    [0, 1],
    [2, 3],
  ]).toContainEqual(lost);
  expect(lostUsers).toMatchObject([{ message: WORKER_ENDED }, { message: WORKER_ENDED }]);
  expect(started.said()).toContain(`users ${lost.join(', ')}`);
  // Who was lost keeps its record, and who was not stays to the end.
  expect(fewestSteps(started, 4)).toBeGreaterThan(2);
  for (const user of [0, 1, 2, 3].filter((number) => !lost.includes(number))) {
    expect(eventsOf(started, user)).toEqual(['ready', 'start', 'end']);
  }
});

test('a worker that does not respond any more costs its users, and is ended after the run', async () => {
  const started = startSmallRun({ FOOTFALL_USERS_PER_WORKER: '2', FOOTFALL_DURATION: '4' });
  await untilRun(started, () => fewestSteps(started, 3) > 0);
  const [worker] = processesOf(started, WORKER);
  process.kill(worker as number, 'SIGSTOP');
  expect(await started.exited, started.said()).toBe(3);
  const { verdict, lostUsers } = readAnalysis(started);
  expect(['invalid', 'inconclusive']).toContain(verdict.outcome);
  expect(started.said()).toMatch(/these users have not left: \d/);
  expect(lostUsers.length).toBeGreaterThan(0);
  expect(new Set(lostUsers.map(({ message }) => message))).toEqual(new Set([WORKER_ENDED]));
  expect(isAlive(worker as number)).toBe(false);
});

test('what Allure cannot write does not cost the verdict', async () => {
  const started = startSmallRun({ FOOTFALL_DURATION: '3' });
  await untilRun(started, () => fewestSteps(started, 3) > 0);
  const { allureResults } = layout(folderOf(started));
  rmSync(allureResults, { recursive: true, force: true });
  writeFileSync(allureResults, 'in the way');
  await started.exited;
  expect(started.said()).toMatch(/^Allure's results are incomplete: /m);
  expect(started.said()).not.toContain('Playwright ended before');
  expect(readAnalysis(started).budgets.length).toBeGreaterThan(0);
});

test('a user that cannot go on does not end the one it shares a worker with', async () => {
  const started = startSmallRun({ FOOTFALL_WORKLOAD: 'quitter' });
  expect(await started.exited, started.said()).toBe(3);
  const { verdict, lostUsers, run } = readAnalysis(started);
  expect(verdict.outcome).toBe('invalid');
  expect(run).toMatchObject({ users: 2, workers: 1 });
  expect(lostUsers).toMatchObject([{ journey: 'give up', message: 'had enough' }]);
  const [lost] = lostUsers;
  expect(started.said()).toContain(`users 0, 1: user ${lost?.user}: had enough`);
  expect(eventsOf(started, lost?.user === 0 ? 1 : 0)).toEqual(['ready', 'start', 'end']);
});

test('a browser that is killed ends the run soon, with every user reported lost and no process left', async () => {
  // Nobody waits for the end of five minutes.
  const started = startSmallRun({ FOOTFALL_DURATION: '300' });
  await untilRun(started, () => fewestSteps(started, 3) > 2);
  const processes = descendantsOf(started.child.pid as number);
  const [browser, ...others] = processesOf(started, BROWSER);
  expect(others).toEqual([]);
  process.kill(browser as number, 'SIGKILL');
  expect(await started.exited, started.said()).toBe(3);

  const { verdict, lostUsers, steps, errors } = readAnalysis(started);
  expect(['invalid', 'inconclusive']).toContain(verdict.outcome);
  expect(lostUsers.map(({ user }) => user).sort()).toEqual([0, 1, 2]);
  for (const { message } of lostUsers) expect(message).toContain('the page was lost');
  expect(steps[0]?.samples).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await expect.poll(() => processes.filter(isAlive), { timeout: 60_000 }).toEqual([]);
});

test('a machine that has no time for the users never makes the product fail', async () => {
  const started = startSmallRun({ FOOTFALL_WORKLOAD: 'hopeless', FOOTFALL_DURATION: '5' });
  const burners: ChildProcess[] = [];
  try {
    const isOnRecord = (wanted: string) => samplesOf(started).some(({ type }) => type === wanted);
    await untilRun(started, () => isOnRecord('schedule'));
    for (let burner = 0; burner < 4 * availableParallelism(); burner += 1) {
      burners.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
    }
    await untilRun(started, () => isOnRecord('end'));
  } finally {
    for (const burner of burners) burner.kill('SIGKILL');
  }
  expect(await started.exited, started.said()).toBe(3);
  const { verdict, budgets, generator } = readAnalysis(started);
  expect(['invalid', 'inconclusive'], started.said()).toContain(verdict.outcome);
  // The limit cannot be met: without the reproach to the generator this would be a failure.
  expect(budgets).toMatchObject([{ limit: 1, outcome: 'inconclusive' }]);
  expect(generator.contaminatedShare).toBeGreaterThan(contaminatedLimit);
});

test('who waits for an answer when the run is interrupted is not lost, and its step counts as at least so long', async () => {
  const started = startSmallRun({ FOOTFALL_WORKLOAD: 'patient', FOOTFALL_DURATION: '300' });
  await untilRun(started, () => product.unanswered() === 3);
  started.child.kill('SIGINT');
  expect(await started.exited, started.said()).toBe(3);
  const { run, lostUsers, errors } = readAnalysis(started);
  expect(run.cutShort).toContain('interrupted');
  expect(lostUsers).toEqual([]);
  expect(errors).toEqual([]);
  const open = samplesOf(started).filter((sample) => sample.type === 'step');
  expect(open.map(({ outcome }) => outcome.status)).toEqual(['open', 'open', 'open']);
  for (const { correctedMs } of open) expect(correctedMs).toBeGreaterThan(0);
});

/** What Allure shows of each test. */
function allureTests(
  started: Started,
): { name: string; status: string; statusDetails: { message?: string } }[] {
  const { allureResults } = layout(folderOf(started));
  const files = readdirSync(allureResults).filter((name) => name.endsWith('-result.json'));
  return files.map((name) => JSON.parse(readFileSync(join(allureResults, name), 'utf8')));
}

/** A run on a product of its own, which breaks when each user has started and taken so many steps. */
async function breakInMidRun(how: 'close' | 'hang', env: NodeJS.ProcessEnv, after: number) {
  const own = await serveSmallProduct();
  const started = startSmallRun({ FOOTFALL_TARGET: own.url, ...env });
  const haveStarted = () => [0, 1, 2].every((user) => eventsOf(started, user).includes('start'));
  await untilRun(started, () => haveStarted() && fewestSteps(started, 3) >= after);
  const brokenAt = performance.now();
  own[how]();
  const exitCode = await started.exited;
  const tookMs = performance.now() - brokenAt;
  own.close();
  return { exitCode, tookMs, said: started.said(), allure: allureTests(started), ...readAnalysis(started) };
}

test('a product that is killed in mid-run fails, with what went wrong and since when', async () => {
  const { exitCode, said, verdict, errors, misfits, lostUsers, allure } = await breakInMidRun('close', {}, 3);
  expect(exitCode, said).toBe(1);
  expect(verdict.outcome).toBe('fail');
  expect([misfits, lostUsers]).toEqual([undefined, []]);
  const ofSteps = errors.filter(({ kind }) => kind !== 'reported by the page');
  expect(ofSteps.length).toBeGreaterThan(0);
  for (const { kind, firstAtMs, traceId } of ofSteps) {
    expect(['connection refused', 'connection lost']).toContain(kind);
    expect(firstAtMs).toBeGreaterThan(0);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(said).toMatch(/× “ask › ask”, connection (refused|lost): /);
  // Whoever looks at Allure first sees it too: the users were not lost, but their steps failed.
  const users = allure.find(({ name }) => name.startsWith('ask · users'));
  expect(users).toMatchObject({ status: 'failed' });
  expect(users?.statusDetails.message).toMatch(/^\d+ of \d+ steps failed:\n/);
});

test('a product that hangs in mid-run is told at once, ends the run if that is asked for, and is not excused', async () => {
  const env = { FOOTFALL_DURATION: '300', FOOTFALL_STOP_WHEN_DOWN: 'on' };
  const { exitCode, tookMs, said, verdict, run, errors, misfits } = await breakInMidRun('hang', env, 3);
  expect(said).toMatch(/^no step has been answered for 1\d(\.\d)? s: is the product down\?$/m);
  expect(run.cutShort).toContain('was ended, because no step was answered any more, after');
  // On a busy machine, time-outs alone may be its fault.
  expect(['fail', 'inconclusive'], said).toContain(verdict.outcome);
  expect([1, 3]).toContain(exitCode);
  expect(misfits).toBeUndefined();
  expect(errors.map(({ kind }) => kind)).toEqual(['timed out']);
  // Eleven seconds until it is noticed, a time-out of ten, and the reports; not the minute that a page may take to open.
  expect(tookMs).toBeLessThan(21_000 + 25_000);
});

test('a product that hangs before the steady state has errors in it, although its pages do not open', async () => {
  const { said, steps, errors, verdict } = await breakInMidRun('hang', { FOOTFALL_DURATION: '25' }, 0);
  expect(['fail', 'inconclusive'], said).toContain(verdict.outcome);
  expect(steps[0]?.samples).toBeGreaterThan(0);
  expect(steps[0]?.errors).toBe(steps[0]?.samples);
  expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(['timed out']));
});
