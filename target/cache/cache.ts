/** Keeps answers for a while. A cache that fails is a cache that misses: it never fails a request. */
export interface Cache {
  kind: 'lru' | 'redis';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  isUp(): Promise<boolean>;
  /** Absent where the cache tells it itself. */
  read?(): CacheReading;
  close(): Promise<void>;
}

interface CacheReading {
  entries: number;
  capacityEntries: number;
  /** Answers that made room for others, since the start; those that grew old are not among them. */
  evictions: number;
}

export const TIME_TO_LIVE_MS = 60_000;

/** The same cache, into which nothing is put. */
export const keepingNothing = (cache: Cache): Cache => ({ ...cache, set: async () => {} });
