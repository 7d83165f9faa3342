/** Caches responses for a limited time. A cache error counts as a miss: it never fails a request. */
export interface Cache {
  kind: 'lru' | 'redis';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  isUp(): Promise<boolean>;
  /** `undefined` for a cache that publishes its own statistics. */
  read?(): CacheReading;
  close(): Promise<void>;
}

interface CacheReading {
  entries: number;
  capacityEntries: number;
  /** Entries evicted to make room for others, since the start; expired entries do not count. */
  evictions: number;
}

export const TIME_TO_LIVE_MS = 60_000;

/** The same cache, but nothing is ever stored in it. */
export const keepingNothing = (cache: Cache): Cache => ({ ...cache, set: async () => {} });
