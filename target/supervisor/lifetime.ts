/** What was started, to be stopped in reverse; once stopping began, nothing more is started. */
export class Lifetime {
  readonly #controller = new AbortController();
  readonly #started: { stop: () => Promise<void> | void; force: () => void }[] = [];
  #stopped: Promise<void> | undefined;

  /** Aborted as soon as stopping begins. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Remembers how to stop something that was just started, gently and by force. */
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
    this.#controller.abort(new Error('the target is being stopped'));
    for (const { stop } of this.#started.toReversed()) await stop();
  }
}
