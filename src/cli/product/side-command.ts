import { InputError } from '../../project/input-error.ts';
import type { Side } from '../../sample/side.ts';
import { startGuarded } from './guarded-command.ts';
import { answer, untilAnswered } from './side-answer.ts';
import { flagWords } from './side-words.ts';
import type { StartedSide } from './started-side.ts';

const START_PATIENCE_MS = 180_000;

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
  const running = startGuarded(command, env);
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  try {
    const waiting = AbortSignal.any([over.signal, interrupted]);
    const problem = await untilAnswered(url, allowedHosts, START_PATIENCE_MS, waiting);
    interrupted.throwIfAborted();
    if (running.exitCode() !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" ended (exit code ${running.exitCode()}) before ${url} answered; it must start the product and stay; ${running.lastWords()}`,
      );
    }
    if (problem !== undefined) {
      throw new InputError(
        `${words.name}: "${command}" runs, but ${url} gave no good answer within ${START_PATIENCE_MS / 1000} s (${problem}); correct ${words.url} or the command; ${running.lastWords()}`,
      );
    }
  } catch (error) {
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
