import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownExecArgv, ownModule } from '../../own-files.ts';
import { lastWordsOf } from '../last-words.ts';

const LAST_WORDS_MS = 500;
const LAST_WORDS_CHARACTERS = 4000;

/** A shell command that a process of its own watches over: nothing of its group outlives it, nor the command line. */
export interface GuardedCommand {
  /** `undefined` while it runs. */
  exitCode(): number | null | undefined;
  /** Resolves when it has ended and its last words have arrived. */
  ended: Promise<void>;
  /** For messages: what it printed last, or that it printed nothing. */
  lastWords(): string;
  /** The last line that it printed so far; empty before the first. */
  lastLine(): string;
  /** Ends its whole group. */
  stop(): Promise<void>;
}

/** Where a command runs, and the file that what it prints is written to. */
interface GuardOptions {
  cwd?: string;
  log?: string;
}

export function startGuarded(
  command: string,
  env: NodeJS.ProcessEnv,
  { cwd, log }: GuardOptions = {},
): GuardedCommand {
  const guard = fork(ownModule(import.meta.url, './side-guard'), [command], {
    env,
    ...(cwd !== undefined && { cwd }),
    execArgv: ownExecArgv(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A terminal's Ctrl-C must not stop it before the browsers have left: it is stopped from here.
    detached: true,
  });
  let said = '';
  const file = log === undefined ? undefined : openLog(log);
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-LAST_WORDS_CHARACTERS);
      file?.write(chunk);
    });
  }
  let exitCode: number | null | undefined;
  const letGo = () => {
    guard.stdout?.destroy();
    guard.stderr?.destroy();
    file?.end();
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
      if (words === '') return 'it printed nothing';
      return `its last words${log === undefined ? '' : ` (all of them: ${log})`}:\n${words}`;
    },
    lastLine: () => said.trimEnd().split('\n').at(-1) ?? '',
    async stop() {
      guard.kill('SIGTERM');
      await ended;
    },
  };
}

/** A log that cannot be written takes nothing from the run. */
function openLog(path: string) {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch {
    return undefined;
  }
  const file = createWriteStream(path);
  file.on('error', () => {});
  return file;
}
