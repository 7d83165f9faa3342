/** One of two versions of a product, up and to be measured. */
export interface StartedSide {
  url: string;
  /** A sentence when it has ended by itself; undefined while it is up, or when it is not ours to know. */
  ended(): string | undefined;
  /** Ends what was started for it. */
  stop(): Promise<void>;
}
