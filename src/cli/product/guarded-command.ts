import { fork } from 'node:child_process';
import { join } from 'node:path';
import { lastWordsOf } from '../last-words.ts';

const LAST_WORDS_MS = 500;
const LAST_WORDS_CHARACTERS = 4000;

/** A shell command that a process of its own watches over: nothing of its group outlives it, nor the command line. */
export interface GuardedCommand {
  /** Absent while it runs. */
  exitCode(): number | null | undefined;
  /** Resolves when it has ended and its last words have come. */
  ended: Promise<void>;
  /** For messages: what it said last, or that it said nothing. */
  lastWords(): string;
  /** Ends its whole group. */
  stop(): Promise<void>;
}

export function startGuarded(command: string, env: NodeJS.ProcessEnv): GuardedCommand {
  const guard = fork(join(import.meta.dirname, 'side-guard.ts'), [command], {
    env,
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A terminal's Ctrl-C must not stop it before the browsers have left: it is stopped from here.
    detached: true,
  });
  let said = '';
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-LAST_WORDS_CHARACTERS)));
  }
  let exitCode: number | null | undefined;
  const letGo = () => {
    guard.stdout?.destroy();
    guard.stderr?.destroy();
  };
  const ended = new Promise<void>((done) => {
    guard.once('exit', (code) => {
      exitCode = code;
      // Its last words come a moment later. What has left its group, as services do, may keep the line open for good.
      setTimeout(done, LAST_WORDS_MS);
    });
    guard.once('close', done);
  }).then(letGo);
  return {
    exitCode: () => exitCode,
    ended,
    lastWords: () => {
      const words = lastWordsOf(said);
      return words === '' ? 'it said nothing' : `its last words:\n${words}`;
    },
    async stop() {
      guard.kill('SIGTERM');
      await ended;
    },
  };
}
