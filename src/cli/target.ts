import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../runner/input-error.ts';
import { readSettings, type Settings } from '../runner/settings.ts';
import { checkTarget } from '../runner/target-check.ts';
import { exitCodes } from './exit-codes.ts';
import { showProgress } from './progress.ts';

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
 * @returns a function that stops it, or undefined when it was up already and is nobody's to stop
 */
export async function ensureTarget(
  root: string,
  target: Settings['target'],
): Promise<(() => Promise<void>) | undefined> {
  if (await isUp(target)) return undefined;
  const child = await startTarget(root, []);
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) {
      console.error(`the target ended during the run; see ${join(dataFolder(root), 'target.log')}`);
      return;
    }
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
  };
}

/** `footfall target start`: it goes on after this process has ended. */
export async function startInBackground(root: string): Promise<void> {
  const { target } = readSettings(root);
  if (await isUp(target)) {
    console.log(`the reference target is up already: ${target.url}`);
    return;
  }
  const child = await startTarget(root, ['--detached']);
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

async function startTarget(root: string, parameters: string[]): Promise<ChildProcess> {
  const folder = dataFolder(root);
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(folder, 'target.log'), 'a');
  const child = fork(join(root, 'target/main.ts'), parameters, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', log, log, 'ipc'],
    // A group of its own: a terminal's Ctrl-C must not stop the target before the browsers have left.
    detached: true,
  });
  const interrupt = () => child.kill('SIGTERM');
  process.once('SIGINT', interrupt);
  await new Promise<void>((ready, failed) => {
    child.on('message', (message: TargetMessage) => {
      if (message.type === 'progress') showProgress(message.what, message.done, message.total);
      else if (message.type === 'failed') failed(new InputError(message.message));
      else {
        console.log(`reference target  ${message.url}  ${message.documents.toLocaleString('en')} documents`);
        ready();
      }
    });
    child.once('exit', (code) =>
      failed(
        new InputError(
          `the target ended before it was ready (exit code ${code}); see ${join(folder, 'target.log')}`,
        ),
      ),
    );
  });
  process.off('SIGINT', interrupt);
  return child;
}

function dataFolder(root: string): string {
  return resolve(root, process.env.TARGET_DATA_DIR ?? '.footfall');
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
  const stat = `/proc/${pid}/stat`;
  if (startTicks === undefined || !existsSync(stat)) return true;
  // The command in parentheses may hold spaces; the start time is the 20th field after it.
  return readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ')[19] === startTicks;
}
