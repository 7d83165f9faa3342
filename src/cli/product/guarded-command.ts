import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { ownExecArgv, ownModule } from '../../own-files.ts';
import { cleanText } from '../../store/clean.ts';
import { lastWordsOf } from '../last-words.ts';

const LAST_OUTPUT_MS = 500;
const LAST_OUTPUT_CHARACTERS = 4000;

/** A shell command supervised by a guard process, so that its process group outlives neither it nor the command line. */
export interface GuardedCommand {
  /** `undefined` while it runs. */
  exitCode(): number | null | undefined;
  /** Resolves when it has exited and its last output has arrived. */
  ended: Promise<void>;
  /** For messages: its last output, or that it printed nothing. */
  lastWords(): string;
  /** The last line of its output so far; empty if there is none. */
  lastLine(): string;
  /** Stops its whole process group. */
  stop(): Promise<void>;
}

/** The working directory of a command, and the file that its output is written to. */
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
    // Ctrl-C in a terminal must not stop it before the browsers have left; it is stopped from here.
    detached: true,
  });
  let output = '';
  const file = log === undefined ? undefined : openLog(log);
  const copies = [guard.stdout, guard.stderr].map((stream) => {
    const copy = cleanedLines((text) => file?.write(text));
    stream?.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-LAST_OUTPUT_CHARACTERS);
      copy.add(chunk);
    });
    return copy;
  });
  let exitCode: number | null | undefined;
  const release = () => {
    guard.stdout?.destroy();
    guard.stderr?.destroy();
    for (const copy of copies) copy.end();
    file?.end();
  };
  const ended = new Promise<void>((done) => {
    guard.once('exit', (code) => {
      exitCode = code;
      // Its last output arrives a moment later. Processes that left its group, as services do, may keep the pipe open.
      setTimeout(done, LAST_OUTPUT_MS);
    });
    guard.once('close', done);
  }).then(release);
  return {
    exitCode: () => exitCode,
    ended,
    lastWords: () => {
      const words = lastWordsOf(output);
      if (words === '') return 'it printed nothing';
      return `last output${log === undefined ? '' : ` (full log: ${log})`}:\n${words}`;
    },
    lastLine: () => output.trimEnd().split('\n').at(-1) ?? '',
    async stop() {
      guard.kill('SIGTERM');
      await ended;
    },
  };
}

/** Passes on what is printed, cleaned, line by line: a secret may arrive in two pieces. */
function cleanedLines(write: (text: string) => void) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    add(chunk: Buffer) {
      rest += decoder.write(chunk);
      const end = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r')) + 1;
      if (end > 0) write(cleanText(rest.slice(0, end)));
      rest = rest.slice(end);
    },
    end: () => write(cleanText(rest)),
  };
}

/** A log that cannot be written does not fail the run. */
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
