import { commandEnvironment } from '../../project/command-environment.ts';
import { InputError } from '../../project/input-error.ts';
import type { Side } from '../../sample/side.ts';
import { startGuarded } from './guarded-command.ts';
import { answer, untilReady } from './side-answer.ts';
import type { SideWords } from './side-words.ts';
import type { StartedSide } from './started-side.ts';
import { showWaiting } from './waiting-line.ts';

const USUAL_START_TIMEOUT_MS = 180_000;

/** A product that is started by a command. */
interface CommandedSide {
  url: string;
  /** A shell command that starts it and keeps running. */
  command: string;
  /** The folder it is run in; that of this process unless it is given. */
  cwd?: string;
  /** What the command finds set, besides `PORT`; the variables of this process unless it is given. */
  env?: NodeJS.ProcessEnv;
  /** Which of two copies it is. */
  copy?: Side;
  startTimeoutMs?: number;
  /** File for what it prints. */
  log?: string;
  /** Resolves with `answered`, or why it is not up yet; its address is asked unless this is given. */
  isReady?: () => Promise<string>;
}

/**
 * Starts a product with a shell command, and waits until it answers.
 *
 * @param allowedHosts hosts that may be put under load although they are not this machine
 * @param words how messages call it
 * @throws {InputError} with the command's last words, if it ends early or the product does not answer in time
 * @throws what `interrupted` is aborted with
 */
export async function startWithCommand(
  side: CommandedSide,
  allowedHosts: string[],
  interrupted: AbortSignal,
  words: SideWords,
): Promise<StartedSide> {
  const { url, command, startTimeoutMs = USUAL_START_TIMEOUT_MS } = side;
  const { isReady = () => answer(url, allowedHosts) } = side;
  if (await isTaken(url, allowedHosts)) {
    throw new InputError(
      `${words.name}: ${url} answers already, before "${command}" was started; stop what runs there, correct ${words.url}, or leave ${words.command} out`,
    );
  }
  interrupted.throwIfAborted();
  console.log(`${words.name}: starting "${command}"`);
  const running = startGuarded(command, commandEnvironment(side.env ?? process.env, url, side.copy), side);
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  const waiting = showWaiting(words.name, running.lastLine);
  try {
    const signal = AbortSignal.any([over.signal, interrupted]);
    const problem = await untilReady(isReady, startTimeoutMs, signal);
    waiting.stop();
    interrupted.throwIfAborted();
    if (running.exitCode() !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" ended (exit code ${running.exitCode()}) before ${url} answered; it must start the product and keep running; ${running.lastWords()}`,
      );
    }
    if (problem !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" runs, but ${url} gave no good answer within ${startTimeoutMs / 1000} s (${problem}); the command must listen on PORT; correct ${words.url} or the command; ${running.lastWords()}`,
      );
    }
  } catch (error) {
    waiting.stop();
    await running.stop();
    throw error;
  }
  return {
    url,
    stop: () => running.stop(),
    ended: () =>
      running.exitCode() === undefined
        ? undefined
        : `${words.name} ended by itself (exit code ${running.exitCode()}); ${running.lastWords().replaceAll('\n', ' ')}`,
  };
}

/** Whether something answers at the address, whatever it is. */
async function isTaken(url: string, allowedHosts: string[]): Promise<boolean> {
  const found = await answer(url, allowedHosts);
  return found === 'answered' || found.startsWith('status ');
}
