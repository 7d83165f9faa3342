/**
 * Runs `act` with a time limit, at which its signal is aborted. The limit holds even if `act` ignores its signal.
 *
 * The only way to limit a wait here. `AbortSignal.any()` with an `AbortSignal.timeout()` loses the timeout when garbage is
 * collected (Node.js 20), and then waits for ever.
 *
 * @param stop aborts it earlier
 * @throws what `act` throws, a time-out error, or the reason of `stop`
 */
export async function within<Result>(
  limitMs: number,
  act: (signal: AbortSignal) => Promise<Result>,
  stop?: AbortSignal,
): Promise<Result> {
  stop?.throwIfAborted();
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let giveUp: (why: unknown) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (why) => {
      controller.abort(why);
      reject(why);
    };
    timer = setTimeout(() => giveUp(new Error(`no response within ${limitMs / 1000} s`)), limitMs);
  });
  const stopped = () => giveUp(stop?.reason);
  stop?.addEventListener('abort', stopped, { once: true });
  try {
    return await Promise.race([act(controller.signal), givenUp]);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', stopped);
  }
}
