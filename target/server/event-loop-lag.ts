/** Interval of the timer: the measured lag may be up to this much shorter than the real one. */
const RESOLUTION_MS = 20;

/**
 * Measures the longest time for which the event loop was blocked. Uses its own timer, because
 * `perf_hooks.monitorEventLoopDelay` drops the first turn after each reset and so misses a lag that begins then.
 */
export class EventLoopLag {
  readonly #timer: NodeJS.Timeout;
  #turnedAt = performance.now();
  #longestMs: number | undefined;

  constructor() {
    this.#timer = setInterval(() => {
      const at = performance.now();
      this.#longestMs = Math.max(this.#longestMs ?? 0, at - this.#turnedAt - RESOLUTION_MS);
      this.#turnedAt = at;
    }, RESOLUTION_MS);
    this.#timer.unref();
  }

  /** In milliseconds, since the last reading; `undefined` if the loop has not turned since. */
  read(): number | undefined {
    const reading = this.#longestMs;
    this.#longestMs = undefined;
    return reading;
  }
}
