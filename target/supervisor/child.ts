import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PROJECT_FOLDER } from './configuration.ts';
import type { Lifetime } from './lifetime.ts';
import type { ChildMessage } from './supervised.ts';

export interface ChildOptions {
  /** Its name in messages, such as "the engine". */
  name: string;
  /** Path within `target/`. */
  script: string;
  arguments?: string[];
  environment?: Record<string, string>;
  onProgress?: (done: number, total: number) => void;
}

export interface Child {
  pid: number;
  /** Details from the child's ready message. */
  ready: Record<string, unknown>;
  /** Resolves when the child exits for any reason, with a description. */
  ended: Promise<string>;
}

/** A child exits within five seconds of a stop request; if not, it is stuck. */
const STOP_LIMIT_MS = 8_000;

/** Starts a child process and waits until it reports ready. The lifetime stops it. */
export async function startChild(options: ChildOptions, lifetime: Lifetime): Promise<Child> {
  lifetime.signal.throwIfAborted();
  const child = fork(
    fileURLToPath(new URL(`../${options.script}`, import.meta.url)),
    options.arguments ?? [],
    {
      cwd: PROJECT_FOLDER,
      env: { ...process.env, ...options.environment },
      execArgv: ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  lifetime.add(
    async () => {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(impatience);
    },
    () => void child.kill('SIGKILL'),
  );
  const ready = await untilReady(child, options, ended);
  return { pid: child.pid ?? 0, ready, ended };
}

/** Runs a setup step in a child process until it is done. */
export async function runChild(options: ChildOptions, lifetime: Lifetime): Promise<void> {
  const { ended } = await startChild(options, lifetime);
  await ended;
}

function untilReady(
  child: ChildProcess,
  options: ChildOptions,
  ended: Promise<string>,
): Promise<Child['ready']> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'progress') options.onProgress?.(message.done, message.total);
      else if (message.type === 'ready') resolve(message);
      else reject(new Error(`${options.name} failed: ${message.message}`));
    });
    child.once('error', reject);
    void ended.then((how) => reject(new Error(`${options.name} exited before it was ready (${how})`)));
  });
}
