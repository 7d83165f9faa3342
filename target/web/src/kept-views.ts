import type { View } from './view.ts';

/** Keeps the most recent views, so that navigation back through the history needs no request. */
export class KeptViews {
  readonly #most: number;
  readonly #byEntry = new Map<number, View>();

  constructor(most: number) {
    this.#most = most;
  }

  of(entry: number): View | undefined {
    return this.#byEntry.get(entry);
  }

  /** Keeps the current view of a history entry, replacing its earlier one. Failures are not kept: they may be temporary. */
  keep(entry: number, view: View): void {
    this.#byEntry.delete(entry);
    if (view.kind !== 'failed') this.#byEntry.set(entry, view);
    if (this.#byEntry.size <= this.#most) return;
    const [oldest] = this.#byEntry.keys();
    if (oldest !== undefined) this.#byEntry.delete(oldest);
  }
}
