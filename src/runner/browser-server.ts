import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InputError } from './input-error.ts';

/** One browser for all workers, in a process of its own so that its protocol work is not in the runner's way. */
export interface BrowserServer {
  endpoint: string;
  version: string;
  foundAs: string;
  pid: number;
  stop(): Promise<void>;
}

/** What the server's process tells when it is up or cannot be. */
export type BrowserServerMessage =
  | { endpoint: string; version: string; foundAs: string }
  | { failure: string };

/** Starts the browser server. It also ends by itself when this process goes away. */
export async function startBrowserServer(named: string | undefined): Promise<BrowserServer> {
  const child = fork(fileURLToPath(new URL('./browser-server-process.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, FOOTFALL_BROWSER: named ?? '' },
    // A terminal's Ctrl-C must not reach it before the workers have let go.
    detached: true,
  });
  const message = await firstMessage(child);
  if ('failure' in message) throw new InputError(message.failure);
  return {
    ...message,
    pid: child.pid as number,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}

function firstMessage(child: ChildProcess): Promise<BrowserServerMessage> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as BrowserServerMessage));
    child.once('exit', (code) =>
      resolve({ failure: `the browser server ended before it was ready (exit code ${code})` }),
    );
  });
}
