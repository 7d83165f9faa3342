import { LastMinute, WINDOW_MS } from '../metrics/last-minute.ts';

/** The thread pool for matching and ranking. Queries that find no free thread wait in a queue. */
export class MatchExecutor {
  readonly #threads: number;
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  readonly #queueSizes: LastMinute<number>;
  readonly #busySpans: LastMinute<{ fromMs: number; toMs: number }>;
  #busyThreads = 0;
  #busyFromMs = 0;

  /** The clock is in milliseconds. By default, the number of threads is unlimited and no query waits. */
  constructor(now: () => number, threads = Number.POSITIVE_INFINITY) {
    this.#now = now;
    this.#threads = threads;
    this.#queueSizes = new LastMinute(now);
    this.#busySpans = new LastMinute(now);
  }

  /** Takes a thread; call {@link leave} afterwards. If none is free, returns a promise that resolves when one is. */
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

  /** Releases the thread, or passes it on to the query that has waited longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else if (--this.#busyThreads === 0) {
      this.#busySpans.add({ fromMs: this.#busyFromMs, toMs: this.#now() });
    }
  }

  /** The queue size at the arrival of each query of the last minute, including that query. */
  queueSizes(): number[] {
    return this.#queueSizes.read();
  }

  /** The share of the last minute, 0–1, in which at least one thread was busy. */
  utilization(): number {
    const now = this.#now();
    const spans = this.#busySpans.read();
    if (this.#busyThreads > 0) spans.push({ fromMs: this.#busyFromMs, toMs: now });
    const busyMs = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - Math.max(fromMs, now - WINDOW_MS), 0);
    return busyMs / WINDOW_MS;
  }
}
