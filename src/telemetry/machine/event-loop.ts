/** How often the loop is asked to turn: a delay shorter than this can be seen as up to this much shorter than it was. */
const RESOLUTION_MS = 20;

/** Watches how late this process's event loop is. */
export interface EventLoopWatch {
  /** Longest delay since the last reading, in milliseconds; absent when the loop has not turned since. */
  read(): number | undefined;
  stop(): void;
}

/**
 * A timer of its own rather than `perf_hooks.monitorEventLoopDelay`: that one drops the first turn after each reset, so a
 * delay that begins within 20 ms of a reading is never seen, and the readings themselves are among those.
 */
export function watchEventLoop(): EventLoopWatch {
  let turnedAt = performance.now();
  let longestMs: number | undefined;
  const timer = setInterval(() => {
    const at = performance.now();
    longestMs = Math.max(longestMs ?? 0, at - turnedAt - RESOLUTION_MS);
    turnedAt = at;
  }, RESOLUTION_MS);
  timer.unref();
  return {
    read() {
      const reading = longestMs;
      longestMs = undefined;
      return reading;
    },
    stop: () => clearInterval(timer),
  };
}
