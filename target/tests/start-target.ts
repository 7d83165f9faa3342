import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(PROJECT_FOLDER, 'target', 'main.ts');

/** Messages from the supervisor. */
export type TargetMessage =
  | { type: 'progress'; what: string; done: number; total: number }
  | { type: 'ready'; url: string; documents: number; pids: Record<string, number> }
  | { type: 'failed'; message: string };

export interface StartedTarget {
  url: string;
  documents: number;
  pids: Record<string, number>;
  progress: Extract<TargetMessage, { type: 'progress' }>[];
  child: ChildProcess;
  /** Stops it and resolves with the exit code. */
  stop(): Promise<number | null>;
}

export class TargetFailed extends Error {
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A data folder that every user can access, as PostgreSQL may run as another user. */
export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-test-'));
  chmodSync(folder, 0o755);
  return folder;
}

export const removeDataDir = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Variables for a small target on ports chosen by the system. */
export const smallTarget = (dataDir: string, documents = 3000): NodeJS.ProcessEnv => ({
  TARGET_DATA_DIR: dataDir,
  TARGET_DOCUMENTS: String(documents),
  TARGET_PORT: '0',
  TARGET_ENGINE_PORT: '0',
  TARGET_DATABASE_PORT: '0',
});

/** Starts the supervisor and returns at once. */
export function forkTarget(environment: NodeJS.ProcessEnv, ...options: string[]): ChildProcess {
  const child = fork(MAIN, options, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ...environment },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // Print it right away; tests can read it too.
  child.stderr?.on('data', (data) => process.stderr.write(data));
  return child;
}

export const exitCodeOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve));

/** Starts a target and waits until it is ready; rejects with its message if it fails. */
export async function startTarget(environment: NodeJS.ProcessEnv): Promise<StartedTarget> {
  const child = forkTarget(environment);
  const progress: StartedTarget['progress'] = [];
  const exited = exitCodeOf(child);
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return exited;
  };
  return new Promise((resolve, reject) => {
    let failure = 'the target exited without a message';
    child.on('message', (message: TargetMessage) => {
      if (message.type === 'progress') progress.push(message);
      else if (message.type === 'failed') failure = message.message;
      else
        resolve({
          url: message.url,
          documents: message.documents,
          pids: message.pids,
          progress,
          child,
          stop,
        });
    });
    void exited.then((code) => reject(new TargetFailed(failure, code)));
  });
}
