/** Timer interval: a measured delay can be up to this much shorter than the real one. */
const RESOLUTION_MS = 20;

/** Measures the event-loop delay of this process. */
export interface EventLoopWatch {
  /** Longest delay since the last reading, in milliseconds; `undefined` if the timer has not fired since. */
  read(): number | undefined;
  stop(): void;
}

/**
 * Uses its own timer rather than `perf_hooks.monitorEventLoopDelay`, which drops the first turn after each
 * reset: it never sees a delay that begins within 20 ms of a reading, and the readings themselves cause such
 * delays.
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
