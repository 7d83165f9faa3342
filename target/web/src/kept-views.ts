import type { View } from './view.ts';

/** The last views, so that the way back through the history needs no answer. */
export class KeptViews {
  readonly #most: number;
  readonly #byEntry = new Map<number, View>();

  constructor(most: number) {
    this.#most = most;
  }

  of(entry: number): View | undefined {
    return this.#byEntry.get(entry);
  }

  /** Keeps what an entry of the history shows now, in place of what it showed before. A failure is not kept: it may be over. */
  keep(entry: number, view: View): void {
    this.#byEntry.delete(entry);
    if (view.kind !== 'failed') this.#byEntry.set(entry, view);
    if (this.#byEntry.size <= this.#most) return;
    const [oldest] = this.#byEntry.keys();
    if (oldest !== undefined) this.#byEntry.delete(oldest);
  }
}
