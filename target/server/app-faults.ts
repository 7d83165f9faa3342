import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '../faults.ts';

/** With more, the queue of searches would only grow, and no search would ever finish. */
const MOST_OTHERS = 5;

/** Size of a number in V8's heap, as an element of an array that holds only numbers. */
const NUMBER_BYTES = 8;

/** The defects of the server's own code; each does nothing unless it is turned on. */
export class AppFaults {
  readonly #faults: Faults;
  readonly #neverGivenBack: number[][] = [];
  #searches = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** The defect `server-leak`, like a list of requests that is never trimmed. */
  onRequest(): void {
    const { 'server-leak': kibibytes } = this.#faults;
    if (kibibytes === undefined) return;
    this.#neverGivenBack.push(new Array((kibibytes * 1024) / NUMBER_BYTES).fill(Math.random()));
  }

  /**
   * The defect `slow-together`, like a lock that is polled at a fixed interval: a search waits for each concurrent
   * search, however fast that one is.
   */
  async search<Result>(act: () => Promise<Result>): Promise<Result> {
    const { 'slow-together': forEachMs } = this.#faults;
    if (forEachMs === undefined) return act();
    const others = Math.min(this.#searches, MOST_OTHERS);
    this.#searches += 1;
    try {
      if (others > 0) await pause(others * forEachMs);
      return await act();
    } finally {
      this.#searches -= 1;
    }
  }

  /** The defect `blocked-loop`, like code that copies data over and over and blocks the event loop meanwhile. */
  onSearchAnswer(body: string): void {
    const { 'blocked-loop': durationMs } = this.#faults;
    if (durationMs === undefined) return;
    const endMs = performance.now() + durationMs;
    while (performance.now() < endMs) JSON.parse(body);
  }
}
