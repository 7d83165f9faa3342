/** Keeps answers for a while. A cache that fails is a cache that misses: it never fails a request. */
export interface Cache {
  kind: 'lru' | 'redis';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

export const TIME_TO_LIVE_MS = 60_000;
