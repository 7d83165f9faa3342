import { InputError } from '../runner/input-error.ts';
import type { Side } from '../sample/side.ts';
import type { ComparisonOptions, GivenSide } from './comparison-options.ts';
import { catchInterruption } from './interruption.ts';
import { answer } from './side-answer.ts';
import { startWithCommand } from './side-command.ts';
import type { StartedSide } from './started-side.ts';
import { startCopy } from './target.ts';

/** Both versions, up and answering. */
export type StartedSides = Record<Side, StartedSide>;

/**
 * Has both sides up while something is done with them, and ends what it started, however that goes.
 *
 * @throws {InputError} when a side does not start, naming it
 * @throws {InterruptedEarly} when this process is asked to end meanwhile
 */
export async function withSides<Result>(
  root: string,
  options: Pick<ComparisonOptions, 'given' | 'settings' | 'env'>,
  act: (sides: StartedSides, interrupted: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = catchInterruption();
  const started: StartedSide[] = [];
  const start = async (starting: Promise<StartedSide>): Promise<StartedSide> => {
    const side = await starting;
    started.push(side);
    return side;
  };
  try {
    const sides = options.given
      ? await startGiven(options.given, options.settings.target.allowedHosts, interruption.signal, start)
      : // The one after the other: both fill their tiers the first time, which would be slower at once.
        {
          base: await start(startCopy(root, 'base', options.env)),
          head: await start(startCopy(root, 'head', options.env)),
        };
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

/** Waits for both also when one fails, so that nothing comes up after the end. */
async function startGiven(
  { base, head }: Record<Side, GivenSide>,
  allowedHosts: string[],
  interrupted: AbortSignal,
  start: (starting: Promise<StartedSide>) => Promise<StartedSide>,
): Promise<StartedSides> {
  const other = new AbortController();
  const signal = AbortSignal.any([interrupted, other.signal]);
  const startOne = (side: Side, { url, command }: GivenSide) =>
    start(
      command === undefined
        ? expectAnswer(side, url, allowedHosts)
        : startWithCommand(side, { url, command }, allowedHosts, signal),
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

/** For what is up already. */
async function expectAnswer(side: Side, url: string, allowedHosts: string[]): Promise<StartedSide> {
  const found = await answer(url, allowedHosts);
  if (found !== 'answered') {
    throw new InputError(
      `${side}: ${url} gives no good answer (${found}); start it, correct --${side}, or say with --${side}-command how to start it`,
    );
  }
  return { url, ended: () => undefined, stop: async () => {} };
}
