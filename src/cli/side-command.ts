import { fork } from 'node:child_process';
import { join } from 'node:path';
import { InputError } from '../runner/input-error.ts';
import type { Side } from '../sample/side.ts';
import { lastWordsOf } from './last-words.ts';
import { answer, untilAnswered } from './side-answer.ts';
import { flagWords } from './side-words.ts';
import type { StartedSide } from './started-side.ts';

const START_PATIENCE_MS = 180_000;
const LAST_WORDS_MS = 500;
const LAST_WORDS_CHARACTERS = 4000;

interface CommandedSide {
  url: string;
  command: string;
  /** What the command finds set; the variables of this process unless it is given. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Starts a side with a shell command, and waits until its address answers.
 *
 * @param allowedHosts hosts that may be put under load although they are not this machine
 * @throws {InputError} with the command's last words, when it ends early or the address does not answer in time
 */
export async function startWithCommand(
  side: Side,
  { url, command, env = process.env }: CommandedSide,
  allowedHosts: string[],
  interrupted: AbortSignal,
  words = flagWords(side),
): Promise<StartedSide> {
  if ((await answer(url, allowedHosts)) === 'answered') {
    throw new InputError(
      `${words.name}: ${url} answers already, before "${command}" was started; stop what runs there, or leave ${words.command} out`,
    );
  }
  console.log(`${words.name}: starting "${command}"`);
  const guard = fork(join(import.meta.dirname, 'side-guard.ts'), [command], {
    env,
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A terminal's Ctrl-C must not stop the side before the browsers have left.
    detached: true,
  });
  let said = '';
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-LAST_WORDS_CHARACTERS)));
  }
  let exitCode: number | null | undefined;
  const ended = new Promise<void>((done) => {
    guard.once('exit', (code) => {
      exitCode = code;
      // Its last words come a moment later. What has left its group, as services do, may keep the line open for good.
      setTimeout(done, LAST_WORDS_MS);
    });
    guard.once('close', done);
  });
  const lastWords = () => {
    const words = lastWordsOf(said);
    return words === '' ? 'it said nothing' : `its last words:\n${words}`;
  };
  const stop = async () => {
    guard.kill('SIGTERM');
    await ended;
    guard.stdout?.destroy();
    guard.stderr?.destroy();
  };
  const over = new AbortController();
  void ended.then(() => over.abort());
  try {
    const waiting = AbortSignal.any([over.signal, interrupted]);
    const problem = await untilAnswered(url, allowedHosts, START_PATIENCE_MS, waiting);
    interrupted.throwIfAborted();
    if (exitCode !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" ended (exit code ${exitCode}) before ${url} answered; it must start the product and stay; ${lastWords()}`,
      );
    }
    if (problem !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" runs, but ${url} gave no good answer within ${START_PATIENCE_MS / 1000} s (${problem}); correct ${words.url} or the command; ${lastWords()}`,
      );
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    stop,
    ended: () =>
      exitCode === undefined
        ? undefined
        : `${words.name} ended by itself (exit code ${exitCode}); ${lastWords().replaceAll('\n', ' ')}`,
  };
}
