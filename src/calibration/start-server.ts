import { fork } from 'node:child_process';
import { ownExecArgv, ownModule } from '../own-files.ts';

export interface KnownAnswers {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the server in a process of its own: what the starter does beside it (following the run, analysing it) would keep
 * the server from answering in time. Its CPU can then be told apart, too.
 */
export async function startServer(seed: number): Promise<KnownAnswers> {
  const child = fork(ownModule(import.meta.url, './server-process'), [String(seed)], {
    execArgv: ownExecArgv(),
    // A terminal's Ctrl-C must not reach it before the browsers have left.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) =>
      reject(new Error(`the calibration server ended before it was ready (exit code ${code})`)),
    );
  });
  return {
    url,
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
