import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownExecArgv, ownModule } from '../../own-files.ts';
import { InputError } from '../../project/input-error.ts';
import type { CanaryReading } from './canary.ts';

/** One browser for all workers, in a separate process: its protocol traffic would delay the runner. */
export interface BrowserServer {
  endpoint: string;
  version: string;
  foundAs: string;
  pid: number;
  /** Listens to what the server reports from now on. */
  listen(listener: (news: BrowserServerNews) => void): void;
  stop(): Promise<void>;
}

/** What the server's process reports while it is running. */
export type BrowserServerNews =
  /** Longest event-loop delay in the last quarter of a second, in milliseconds. */
  | { type: 'loop'; delayMs: number }
  | ({ type: 'canary' } & CanaryReading)
  /** The browser exited unexpectedly. */
  | { type: 'browser ended'; how: string };

/** All messages of the server's process: first whether it is ready or failed to start. */
export type BrowserServerMessage =
  | { type: 'ready'; endpoint: string; version: string; foundAs: string }
  | { type: 'failed'; message: string }
  | BrowserServerNews;

/** The server gives its browser ten seconds to close before it kills it; this must be longer. */
const STOP_PATIENCE_MS = 20_000;

/**
 * Starts the browser server. It also exits by itself when this process or its browser exits. Whichever of the two is left removes
 * the browser's temporary files.
 */
export async function startBrowserServer(named: string | undefined): Promise<BrowserServer> {
  const temporary = mkdtempSync(join(tmpdir(), 'footfall-browser-'));
  const child = fork(ownModule(import.meta.url, './browser-server-process'), [], {
    execArgv: ownExecArgv(),
    env: { ...process.env, FOOTFALL_BROWSER: named ?? '', FOOTFALL_BROWSER_FILES: temporary },
    // A terminal's Ctrl-C must not reach it before the workers have disconnected.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() =>
    // A browser whose server was killed writes for a moment longer.
    rm(temporary, { recursive: true, force: true, maxRetries: 10 }).catch(() => {}),
  );
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
      reject(new InputError(`the browser server exited before it was ready (exit code ${code})`)),
    );
  });
}
