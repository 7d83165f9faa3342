import { commandEnvironment } from '../../project/command-environment.ts';
import { InputError } from '../../project/input-error.ts';
import { DEFAULT_START_TIMEOUT_MS } from '../../project/settings.ts';
import type { Side } from '../../sample/side.ts';
import { startGuarded } from './guarded-command.ts';
import { answer, untilReady } from './side-answer.ts';
import type { SideWords } from './side-words.ts';
import type { StartedSide } from './started-side.ts';
import { showWaiting } from './waiting-line.ts';

/** A product that is started by a command. */
interface CommandedSide {
  url: string;
  /** A shell command that starts it and keeps running. */
  command: string;
  /** The working directory; defaults to that of this process. */
  cwd?: string;
  /** The environment of the command, besides `PORT`; defaults to that of this process. */
  env?: NodeJS.ProcessEnv;
  /** Which of two copies it is. */
  copy?: Side;
  startTimeoutMs?: number;
  /** The file for its output. */
  log?: string;
  /** Resolves with `answered`, or the reason why it is not up yet; by default, requests its address. */
  isReady?: () => Promise<string>;
}

/**
 * Starts a product with a shell command and waits until it responds.
 *
 * @param allowedHosts hosts other than this machine that may be put under load
 * @param words its names in messages
 * @throws {InputError} with the command's last output, if it exits early or the product does not respond in time
 * @throws the abort reason of `interrupted`
 */
export async function startWithCommand(
  side: CommandedSide,
  allowedHosts: string[],
  interrupted: AbortSignal,
  words: SideWords,
): Promise<StartedSide> {
  const { url, command, startTimeoutMs = DEFAULT_START_TIMEOUT_MS } = side;
  const { isReady = () => answer(url, allowedHosts) } = side;
  if (await isTaken(url, allowedHosts)) {
    throw new InputError(
      `${words.name}: a server already responds at ${url}, before "${command}" is started; stop that server, correct ${words.url}, or leave out ${words.command}`,
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
        `${words.name}: "${command}" exited with code ${running.exitCode()} before ${url} responded; it must start the product and keep running; ${running.lastWords()}`,
      );
    }
    if (problem !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" is running, but ${url} did not respond successfully within ${startTimeoutMs / 1000} s (${problem}); the command must listen on PORT; correct ${words.url} or the command; ${running.lastWords()}`,
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
        : `${words.name} exited unexpectedly with code ${running.exitCode()}; ${running.lastWords().replaceAll('\n', ' ')}`,
  };
}

/** Whether any server responds at the address. */
async function isTaken(url: string, allowedHosts: string[]): Promise<boolean> {
  const found = await answer(url, allowedHosts);
  return found === 'answered' || found.startsWith('status ');
}
