/** Stops all started parts in reverse order. Once stopping begins, nothing new starts. */
export class Lifetime {
  readonly #controller = new AbortController();
  readonly #started: { stop: () => Promise<void> | void; force: () => void }[] = [];
  #stopped: Promise<void> | undefined;

  /** Aborted as soon as stopping begins. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Registers how to stop something that just started, gracefully or by force. */
  add(stop: () => Promise<void> | void, force: () => void = () => {}): void {
    this.#started.push({ stop, force });
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  force(): void {
    for (const { force } of this.#started.toReversed()) force();
  }

  async #stopAll(): Promise<void> {
    this.#controller.abort(new Error('the target is stopping'));
    for (const { stop } of this.#started.toReversed()) await stop();
  }
}
