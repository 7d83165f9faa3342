import { fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Analysis } from '../../src/sample/analysis.ts';
import type { Sample } from '../../src/sample/sample.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import { freePort } from '../../tests/cli/free-port.ts';
import type { Fault, ProductProcess, Trial } from './fault.ts';
import { commandOf, leftovers, MARK, startedProcesses } from './leftovers.ts';
import type { Order, Report } from './product.ts';
import brief from './project/workloads/brief.ts';

const root = resolve(import.meta.dirname, '../..');

/** A run ends at most so long after its plan. */
const ALLOWED_MS = 60_000;
/** A run that has not ended by then is killed. */
const HUNG_MS = 180_000;
const POLL_MS = 250;
/** The smallest number of steps that each user has taken in mid-run. */
const STEPS_BEFORE = 3;
/** The load on the reference product. */
const REFERENCE = { users: 4, seconds: 15 };

/** How a run with a fault went, and what of it is not as it must be. */
export interface Outcome {
  exit: number | NodeJS.Signals;
  verdict: string;
  /** How long after the planned end of its steady state the run ended, in milliseconds; after its start if it had no plan yet. */
  afterPlanMs: number;
  /** Queries that the product answered, and how many of them are on record. */
  answered: number;
  recorded: number;
  problems: string[];
}

/**
 * Runs the benchmark's project, or the reference product, with a fault.
 *
 * @param keep the folder that a run with problems is kept in
 */
export async function tryFault(fault: Fault, keep: string): Promise<Outcome> {
  const mark = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'footfall-fault-'));
  const reports = join(folder, 'reports');
  const temporary = join(folder, 'tmp');
  for (const made of [reports, temporary]) mkdirSync(made);
  const product = await startProduct();
  const { words = [], env = {}, end } = (await fault.surround?.({ reports, product })) ?? {};
  const beganAt = Date.now();
  const footfall = spawn(process.execPath, [join(root, 'bin/footfall.js'), 'run', ...words], {
    cwd: fault.on ? root : join(import.meta.dirname, 'project'),
    env: {
      ...ownEnvironment(),
      ...(fault.on
        ? await referenceSettings(folder)
        : { FOOTFALL_TARGET: product.url, FOOTFALL_WORKLOAD: brief.name }),
      FOOTFALL_REPORTS: reports,
      TMPDIR: temporary,
      [MARK]: mark,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [footfall.stdout, footfall.stderr]) stream.on('data', (chunk) => (said += chunk));
  const exited = new Promise<number | NodeJS.Signals>((done) => {
    footfall.once('exit', (code, signal) => done(code ?? (signal as NodeJS.Signals)));
  });
  const killer = setTimeout(() => footfall.kill('SIGKILL'), HUNG_MS);
  const trial: Trial = {
    footfall,
    reports,
    product,
    processes: (command) => startedProcesses(mark).filter((pid) => command.test(commandOf(pid))),
  };
  const problems: string[] = [];
  if (!(await untilItIsTime(fault, trial, exited))) problems.push('it ended before the fault');
  else await fault.strike?.(trial);
  const exit = await exited;
  clearTimeout(killer);
  const endedAt = Date.now();
  const left = await leftovers(mark, temporary);
  const answered = product.answered();
  const samples = samplesIn(reports);
  const schedule = samples.find((sample) => sample.type === 'schedule');
  const afterPlanMs = endedAt - (schedule?.steadyEndAt ?? beganAt);
  // Those that the end of the run met may be open.
  const steps = samples.filter(
    (sample) => sample.type === 'step' && ['ok', 'open'].includes(sample.outcome.status),
  );
  const recorded = Math.min(steps.length, answered);
  product.end();
  await end?.();

  const verdict = verdictIn(reports);
  const expectedVerdict = fault.outcome ?? NO_VERDICT;
  if (exit !== fault.exit) problems.push(`exit ${exit} instead of ${fault.exit}`);
  if (verdict !== expectedVerdict) problems.push(`${verdict} instead of ${expectedVerdict}`);
  if (!fault.says.test(said)) problems.push(`it does not say ${fault.says}`);
  if (afterPlanMs > ALLOWED_MS) problems.push(`it ended ${(afterPlanMs / 1000).toFixed(0)} s after its plan`);
  problems.push(...left);
  // A step that had been answered is on record, but for the last of a user who was stopped.
  const unfinished = exit === 0 || exit === 1 ? 0 : brief.users;
  if (!fault.on && !fault.losesSamples && recorded < answered - unfinished) {
    problems.push(`${answered} answers, of which ${recorded} are on record`);
  }
  for (const pid of startedProcesses(mark)) process.kill(pid, 'SIGKILL');
  if (problems.length > 0) {
    writeFileSync(join(folder, 'said.txt'), said);
    cpSync(folder, join(keep, fault.what.replaceAll(/\W+/g, '-')), {
      recursive: true,
      // Pipes cannot be copied.
      filter: (source) => lstatSync(source).isFile() || lstatSync(source).isDirectory(),
    });
  }
  rmSync(folder, { recursive: true, force: true });
  return { exit, verdict, afterPlanMs, answered, recorded, problems };
}

const NO_VERDICT = 'no verdict';

/** Waits until the fault is due; `false` if the run ends before. */
async function untilItIsTime(
  { when, on }: Fault,
  { reports }: Trial,
  exited: Promise<unknown>,
): Promise<boolean> {
  if (when === 'from the start') return true;
  let hasEnded = false;
  void exited.then(() => {
    hasEnded = true;
  });
  const users = on ? REFERENCE.users : brief.users;
  const isTime = () => {
    const samples = samplesIn(reports);
    if (when === 'at the end') return samples.some(({ type }) => type === 'end');
    const steps = samples.flatMap((sample) => (sample.type === 'step' ? [sample.user] : []));
    return Array.from({ length: users }, (_, user) => user).every(
      (user) => steps.filter((of) => of === user).length >= STEPS_BEFORE,
    );
  };
  while (!isTime()) {
    if (hasEnded) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** What is on record so far. */
function samplesIn(reports: string): Sample[] {
  try {
    return readRun(join(reports, 'latest')).samples;
  } catch {
    return [];
  }
}

function verdictIn(reports: string): string {
  try {
    const file = layout(join(reports, 'latest')).analysis;
    return Analysis.parse(JSON.parse(readFileSync(file, 'utf8'))).verdict.outcome;
  } catch {
    return NO_VERDICT;
  }
}

/** The caller's own settings must not change the trial, except for the choice of the browser. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(FOOTFALL|TARGET)_/.test(name) || name === 'FOOTFALL_BROWSER',
    ),
  );
}

/** A small copy of the reference product, with ports and data of its own. */
async function referenceSettings(folder: string): Promise<NodeJS.ProcessEnv> {
  return {
    FOOTFALL_WORKLOAD: 'smoke',
    FOOTFALL_USERS: `${REFERENCE.users}`,
    FOOTFALL_DURATION: `${REFERENCE.seconds}`,
    FOOTFALL_AUDITS: 'off',
    FOOTFALL_FILM: 'off',
    TARGET_DOCUMENTS: '2000',
    TARGET_DATA_DIR: join(folder, 'data'),
    TARGET_PORT: `${await freePort()}`,
    TARGET_ENGINE_PORT: `${await freePort()}`,
    TARGET_DATABASE_PORT: `${await freePort()}`,
  };
}

async function startProduct(): Promise<ProductProcess & { end(): void }> {
  let answered = 0;
  const start = async (port: number) => {
    const child = fork(join(import.meta.dirname, 'product.ts'), [`${port}`], {
      execArgv: ['--import', 'tsx'],
    });
    const url = await new Promise<string>((known, failed) => {
      child.once('exit', (code) => failed(new Error(`the product ended with code ${code}`)));
      child.on('message', (report: Report) => {
        if ('url' in report) known(report.url);
        else answered += 1;
      });
    });
    return { child, url };
  };
  let running = await start(0);
  const { url } = running;
  return {
    url,
    get pid() {
      return running.child.pid as number;
    },
    answered: () => answered,
    order: (order: Order) => running.child.send(order),
    async restart() {
      running = await start(Number(new URL(url).port));
    },
    end: () => running.child.kill('SIGKILL'),
  };
}
