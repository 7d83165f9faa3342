import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../project/input-error.ts';
import { readSettings, type Settings } from '../../project/settings.ts';
import { checkTarget } from '../../runner/target-check.ts';
import type { Side } from '../../sample/side.ts';
import { exitCodes } from '../exit-codes.ts';
import { endSignals } from '../interruption.ts';
import { showProgress } from './progress.ts';
import type { StartedSide } from './started-side.ts';

const STOP_PATIENCE_MS = 30_000;

/** What the target's supervisor says while it starts. */
type TargetMessage =
  | { type: 'progress'; what: string; done: number; total: number }
  | { type: 'ready'; url: string; documents: number }
  | { type: 'failed'; message: string };

/** What a running target has written down of itself; the start time tells its process from a later one of that number. */
const TargetState = z.object({ pid: z.number().int(), startTicks: z.string().optional() });
type TargetState = z.infer<typeof TargetState>;

/**
 * Makes sure that the reference target is up.
 *
 * @param env what it is started with, when it is not up yet
 * @returns a function that stops it, or undefined when it was up already and is nobody's to stop
 */
export async function ensureTarget(
  root: string,
  target: Settings['target'],
  env: NodeJS.ProcessEnv = process.env,
): Promise<(() => Promise<void>) | undefined> {
  if (await isUp(target)) return undefined;
  const folder = dataFolder(root, env);
  const child = await startTarget(folder, { env });
  return async () => {
    if (hasEnded(child)) console.error(`the target ended during the run; see ${join(folder, 'target.log')}`);
    else await end(child);
  };
}

/**
 * For those who start the reference target again and again with other variables.
 *
 * @throws {InputError} when one is up already, with variables that nobody here knows
 */
export async function refuseTargetThatIsUp(target: Settings['target']): Promise<void> {
  if (!(await isUp(target))) return;
  throw new InputError(
    `the reference target is up already at ${target.url}, with variables of its own; stop it with \`npx footfall target stop\`, or choose another port with TARGET_PORT`,
  );
}

/**
 * Starts a reference target of its own beside any other: its data lies in a folder of its own, and it chooses free ports.
 *
 * @param variables what it is started with, such as TARGET_FAULTS
 * @param name how messages call it
 */
export async function startCopy(
  root: string,
  side: Side,
  variables: NodeJS.ProcessEnv,
  name: string = side,
): Promise<StartedSide> {
  const folder = join(dataFolder(root, variables), 'copies', side);
  const ports = {
    TARGET_PORT: '0',
    TARGET_ENGINE_PORT: '0',
    TARGET_DATABASE_PORT: '0',
    TARGET_INSPECT_PORT: '0',
  };
  const env = { ...variables, ...ports, TARGET_DATA_DIR: folder };
  let url = '';
  const child = await startTarget(folder, { env, label: `${name}: `, onReady: (ready) => (url = ready.url) });
  return {
    url,
    ended: () => (hasEnded(child) ? `${name} ended by itself; see ${join(folder, 'target.log')}` : undefined),
    stop: async () => {
      if (!hasEnded(child)) await end(child);
    },
  };
}

/** `footfall target start`: it goes on after this process has ended. */
export async function startInBackground(root: string): Promise<void> {
  const { target } = readSettings(root);
  if (await isUp(target)) {
    console.log(`the reference target is up already: ${target.url}`);
    return;
  }
  const child = await startTarget(dataFolder(root), { parameters: ['--detached'] });
  child.disconnect();
  child.unref();
}

/** `footfall target stop` */
export async function stop(root: string): Promise<void> {
  const state = readState(root);
  if (!state || !isAlive(state)) {
    console.log('the reference target is not running');
    return;
  }
  process.kill(state.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_PATIENCE_MS;
  while (isAlive(state)) {
    if (Date.now() > deadline)
      throw new InputError(`the target (process ${state.pid}) did not stop within 30 s; kill it`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
  console.log('the reference target has stopped');
}

/** `footfall target status`: exit code 0 when it answers, else 2. */
export async function status(root: string): Promise<number> {
  const { target } = readSettings(root);
  try {
    const { url, documents, tiers } = await checkTarget(target);
    console.log(
      `up  ${url}${documents === undefined ? '' : `  ${documents.toLocaleString('en')} documents`}`,
    );
    for (const { name, kind, pids } of tiers ?? []) {
      console.log(`    ${name.padEnd(10)}${kind}${pids?.length ? `  (process ${pids.join(', ')})` : ''}`);
    }
    return exitCodes.pass;
  } catch (error) {
    console.error(`${(error as Error).message}\nstart it with: npx footfall target start`);
    return exitCodes.nothingMeasured;
  }
}

/** Whether the reference target answers: something else on its port does not tell tiers. */
async function isUp(target: Settings['target']): Promise<boolean> {
  return checkTarget(target).then(
    ({ tiers }) => tiers !== undefined,
    () => false,
  );
}

interface TargetStart {
  parameters?: string[];
  env?: NodeJS.ProcessEnv;
  /** Before everything that is told of it. */
  label?: string;
  onReady?: (ready: Extract<TargetMessage, { type: 'ready' }>) => void;
}

/** @param folder where its data lies, and what it says */
async function startTarget(
  folder: string,
  { parameters = [], env = process.env, label = '', onReady }: TargetStart = {},
): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(folder, 'target.log'), 'a');
  const child = fork(resolve(import.meta.dirname, '../../../target/main.ts'), parameters, {
    cwd: resolve(import.meta.dirname, '../../..'),
    env,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc'],
    // A group of its own: a terminal's Ctrl-C must not stop the target before the browsers have left.
    detached: true,
  });
  closeSync(log);
  const interrupt = () => child.kill('SIGTERM');
  for (const signal of endSignals) process.once(signal, interrupt);
  try {
    await new Promise<void>((ready, failed) => {
      child.on('message', (message: TargetMessage) => {
        if (message.type === 'progress') showProgress(`${label}${message.what}`, message.done, message.total);
        else if (message.type === 'failed') failed(new InputError(`${label}${message.message}`));
        else {
          const documents = `${message.documents.toLocaleString('en')} documents`;
          console.log(`${label}reference target  ${message.url}  ${documents}`);
          onReady?.(message);
          ready();
        }
      });
      child.once('exit', (code) =>
        failed(
          new InputError(
            `${label}the target ended before it was ready (exit code ${code}); see ${join(folder, 'target.log')}`,
          ),
        ),
      );
    });
  } finally {
    for (const signal of endSignals) process.off(signal, interrupt);
  }
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function dataFolder(root: string, env: NodeJS.ProcessEnv = process.env): string {
  return resolve(root, env.TARGET_DATA_DIR || '.footfall');
}

/** Nothing when there is no target, or when a crash cut its note off. */
function readState(root: string): TargetState | undefined {
  try {
    return TargetState.parse(JSON.parse(readFileSync(join(dataFolder(root), 'target.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startTicks }: TargetState): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (startTicks === undefined || !existsSync('/proc/self/stat')) return true;
  try {
    // The command in parentheses may hold spaces; the start time is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] === startTicks;
  } catch {
    // It ended just now.
    return false;
  }
}
