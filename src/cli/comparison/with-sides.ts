import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import type { Side } from '../../sample/side.ts';
import { catchInterruption } from '../interruption.ts';
import { answer } from '../product/side-answer.ts';
import { startWithCommand } from '../product/side-command.ts';
import { flagWords, type SideWords } from '../product/side-words.ts';
import { expectCopies, startCopy } from '../product/start-product.ts';
import type { StartedSide } from '../product/started-side.ts';
import { checkBeforeStart } from '../run/check-before-start.ts';
import type { ComparisonOptions, GivenSide } from './comparison-options.ts';

/** Both versions, up and responding. */
export type StartedSides = Record<Side, StartedSide>;

/** Waits for a side to come up, and registers it to be stopped. */
export type StartSide = (starting: Promise<StartedSide>) => Promise<StartedSide>;

/**
 * Runs `act` with both sides up, and always stops what it started.
 *
 * @throws {InputError} if a side does not start, naming it
 * @throws {InterruptedEarly} if this process is interrupted meanwhile
 */
export async function withSides<Result>(
  project: Project,
  { given, settings, env }: Pick<ComparisonOptions, 'given' | 'settings' | 'env'>,
  act: (sides: StartedSides, interrupted: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (!given) expectCopies(project, settings.target);
  await checkBeforeStart(settings);
  return whileUp(
    async (start, interrupted) =>
      given
        ? startGiven(given, settings.target.allowedHosts, interrupted, start)
        : // One after the other: both fill their tiers on the first start, which would be slower in parallel.
          {
            base: await start(startCopy(project, settings, 'base', env, interrupted)),
            head: await start(startCopy(project, settings, 'head', env, interrupted)),
          },
    act,
  );
}

/**
 * Like {@link withSides}, with sides that the caller starts.
 *
 * @param startBoth passes each side through `start`
 * @throws {InterruptedEarly} if this process is interrupted meanwhile
 */
export async function whileUp<Result>(
  startBoth: (start: StartSide, interrupted: AbortSignal) => Promise<StartedSides>,
  act: (sides: StartedSides, interrupted: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = catchInterruption();
  const started: StartedSide[] = [];
  const start: StartSide = async (starting) => {
    const side = await starting;
    started.push(side);
    return side;
  };
  try {
    const sides = await startBoth(start, interruption.signal);
    interruption.signal.throwIfAborted();
    return await act(sides, interruption.signal);
  } catch (error) {
    interruption.signal.throwIfAborted();
    throw error;
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
    interruption.release();
  }
}

/** Waits for both even if one fails, so that nothing comes up after the end. */
async function startGiven(
  { base, head }: Record<Side, GivenSide>,
  allowedHosts: string[],
  interrupted: AbortSignal,
  start: StartSide,
): Promise<StartedSides> {
  const other = new AbortController();
  const signal = AbortSignal.any([interrupted, other.signal]);
  const startOne = (side: Side, { url, command }: GivenSide) =>
    start(
      command === undefined
        ? expectAnswer(url, allowedHosts, flagWords(side))
        : startWithCommand({ url, command }, allowedHosts, signal, flagWords(side)),
    ).catch((error: Error) => {
      other.abort(error);
      throw error;
    });
  const starting = [startOne('base', base), ...(head === base ? [] : [startOne('head', head)])];
  const ends = await Promise.allSettled(starting);
  other.signal.throwIfAborted();
  const [startedBase, startedHead = startedBase] = ends.flatMap((end) =>
    end.status === 'fulfilled' ? [end.value] : [],
  );
  return { base: startedBase as StartedSide, head: startedHead as StartedSide };
}

/**
 * Checks a side that is running already.
 *
 * @throws {InputError} if it does not respond
 */
export async function expectAnswer(
  url: string,
  allowedHosts: string[],
  words: SideWords,
): Promise<StartedSide> {
  const found = await answer(url, allowedHosts);
  if (found !== 'answered') {
    throw new InputError(
      `${words.name}: ${url} does not respond successfully (${found}); start it, correct ${words.url}, or set ${words.command} to start it`,
    );
  }
  return { url, ended: () => undefined, stop: async () => {} };
}
