/** One of two versions of a product, running and ready to be measured. */
export interface StartedSide {
  url: string;
  /** A sentence if it has exited unexpectedly; `undefined` while it is up, or if Footfall did not start it. */
  ended(): string | undefined;
  /** Stops what was started for it. */
  stop(): Promise<void>;
}
