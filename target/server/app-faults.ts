import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from '../faults.ts';

/** Beyond this a queue of searches would only grow, and nobody would get an answer. */
const MOST_OTHERS = 5;

/** A number in V8's heap, as an element of an array of nothing else. */
const NUMBER_BYTES = 8;

/** The defects of the server's own code; each does nothing unless it is named. */
export class AppFaults {
  readonly #faults: Faults;
  readonly #neverGivenBack: number[][] = [];
  #searches = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** The defect `server-leak`, as a list of requests that somebody forgot to shorten. */
  onRequest(): void {
    const { 'server-leak': kibibytes } = this.#faults;
    if (kibibytes === undefined) return;
    this.#neverGivenBack.push(new Array((kibibytes * 1024) / NUMBER_BYTES).fill(Math.random()));
  }

  /**
   * The defect `slow-together`, as a lock that is asked for again by the clock: whoever finds others at work waits for each of them,
   * however fast they are.
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

  /** The defect `blocked-loop`, as data that is copied again and again; nothing else gets its turn meanwhile. */
  onSearchAnswer(body: string): void {
    const { 'blocked-loop': durationMs } = this.#faults;
    if (durationMs === undefined) return;
    const endMs = performance.now() + durationMs;
    while (performance.now() < endMs) JSON.parse(body);
  }
}
