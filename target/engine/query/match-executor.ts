import { LastMinute, WINDOW_MS } from '../metrics/last-minute.ts';

/** The threads that match and rank. Who finds none free waits in line. */
export class MatchExecutor {
  readonly #threads: number;
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  readonly #queueSizes: LastMinute<number>;
  readonly #busySpans: LastMinute<{ fromMs: number; toMs: number }>;
  #busyThreads = 0;
  #busyFromMs = 0;

  /** The clock is in milliseconds. Without a number of threads nobody ever waits. */
  constructor(now: () => number, threads = Number.POSITIVE_INFINITY) {
    this.#now = now;
    this.#threads = threads;
    this.#queueSizes = new LastMinute(now);
    this.#busySpans = new LastMinute(now);
  }

  /** Takes a thread, which has to be given back. Where none is free, the promise resolves when it is there. */
  enter(): Promise<void> | undefined {
    if (this.#busyThreads < this.#threads) {
      this.#queueSizes.add(0);
      if (this.#busyThreads++ === 0) this.#busyFromMs = this.#now();
      return undefined;
    }
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#queueSizes.add(this.#waiting.length);
    return turn;
  }

  /** Gives the thread back, or on to who waits longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else if (--this.#busyThreads === 0) {
      this.#busySpans.add({ fromMs: this.#busyFromMs, toMs: this.#now() });
    }
  }

  /** How many were waiting when each query of the last minute had come, itself included. */
  queueSizes(): number[] {
    return this.#queueSizes.read();
  }

  /** The share of the last minute, 0–1, in which a thread was at work. */
  utilization(): number {
    const now = this.#now();
    const spans = this.#busySpans.read();
    if (this.#busyThreads > 0) spans.push({ fromMs: this.#busyFromMs, toMs: now });
    const busyMs = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - Math.max(fromMs, now - WINDOW_MS), 0);
    return busyMs / WINDOW_MS;
  }
}
