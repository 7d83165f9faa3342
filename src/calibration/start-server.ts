import { fork } from 'node:child_process';
import { ownExecArgv, ownModule } from '../own-files.ts';

export interface KnownAnswers {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the server in a separate process: other work of this process (following the run, analysing it) would
 * delay its responses. Its CPU time can then be measured separately, too.
 */
export async function startServer(seed: number): Promise<KnownAnswers> {
  const child = fork(ownModule(import.meta.url, './server-process'), [String(seed)], {
    execArgv: ownExecArgv(),
    // A terminal's Ctrl-C must not reach it before the browsers have disconnected.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) =>
      reject(new Error(`the calibration server exited before it was ready (exit code ${code})`)),
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
