import { type ChildProcess, fork } from 'node:child_process';
import { ownExecArgv, ownModule } from '../../own-files.ts';
import { InputError } from '../../project/input-error.ts';
import type { CanaryReading } from './canary.ts';

/** One browser for all workers, in a process of its own so that its protocol work is not in the runner's way. */
export interface BrowserServer {
  endpoint: string;
  version: string;
  foundAs: string;
  pid: number;
  /** Listens to what the server tells from now on. */
  listen(listener: (news: BrowserServerNews) => void): void;
  stop(): Promise<void>;
}

/** What the server's process tells while it is up. */
export type BrowserServerNews =
  /** Longest delay of its event loop in the last quarter of a second, in milliseconds. */
  | { type: 'loop'; delayMs: number }
  | ({ type: 'canary' } & CanaryReading)
  /** Nobody asked for it. */
  | { type: 'browser ended'; how: string };

/** What the server's process tells at all: first that it is up or cannot be. */
export type BrowserServerMessage =
  | { type: 'ready'; endpoint: string; version: string; foundAs: string }
  | { type: 'failed'; message: string }
  | BrowserServerNews;

/** The server gives its browser ten seconds to close, and then kills it. */
const STOP_PATIENCE_MS = 20_000;

/** Starts the browser server. It also ends by itself when this process goes away, or when its browser does. */
export async function startBrowserServer(named: string | undefined): Promise<BrowserServer> {
  const child = fork(ownModule(import.meta.url, './browser-server-process'), [], {
    execArgv: ownExecArgv(),
    env: { ...process.env, FOOTFALL_BROWSER: named ?? '' },
    // A terminal's Ctrl-C must not reach it before the workers have let go.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { endpoint, version, foundAs } = await untilReady(child);
  return {
    endpoint,
    version,
    foundAs,
    pid: child.pid as number,
    listen(listener) {
      child.on('message', (message) => listener(message as BrowserServerNews));
    },
    async stop() {
      if (child.connected) child.disconnect();
      const patience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await gone;
      clearTimeout(patience);
    },
  };
}

function untilReady(child: ChildProcess): Promise<Extract<BrowserServerMessage, { type: 'ready' }>> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: BrowserServerMessage) => {
      if (message.type === 'ready') resolve(message);
      else if (message.type === 'failed') reject(new InputError(message.message));
    });
    child.once('exit', (code) =>
      reject(new InputError(`the browser server ended before it was ready (exit code ${code})`)),
    );
  });
}
