/** Vespa's metrics cover the last minute before the read. */
export const WINDOW_MS = 60_000;

const FORGET_EVERY = 1000;

/** The events of the last minute, oldest first. The clock is in milliseconds. */
export class LastMinute<Fact> {
  readonly #now: () => number;
  #facts: { atMs: number; fact: Fact }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  add(fact: Fact): void {
    this.#facts.push({ atMs: this.#now(), fact });
    // Otherwise the list would grow without limit if nothing reads it.
    if (this.#facts.length % FORGET_EVERY === 0) this.#forget();
  }

  read(): Fact[] {
    this.#forget();
    return this.#facts.map(({ fact }) => fact);
  }

  #forget(): void {
    const oldest = this.#now() - WINDOW_MS;
    this.#facts = this.#facts.filter(({ atMs }) => atMs >= oldest);
  }
}
