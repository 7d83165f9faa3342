/** How often the loop is asked to turn: a lag that is shorter can be seen as up to this much shorter than it was. */
const RESOLUTION_MS = 20;

/**
 * The longest time for which the event loop did not turn. By a timer of its own: `perf_hooks.monitorEventLoopDelay` drops the first
 * turn after each reset, and a lag that begins just then is never seen.
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

  /** In milliseconds, since the last reading; absent when the loop has not turned since. */
  read(): number | undefined {
    const reading = this.#longestMs;
    this.#longestMs = undefined;
    return reading;
  }
}
