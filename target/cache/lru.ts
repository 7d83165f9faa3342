import { LRUCache } from 'lru-cache';
import { type Cache, TIME_TO_LIVE_MS } from './cache.ts';

const MOST_BYTES = 32 * 1024 * 1024;

/** A cache inside the server's process. */
export function lruCache(): Cache {
  const answers = new LRUCache<string, string>({
    maxSize: MOST_BYTES,
    // JavaScript keeps two bytes a character.
    sizeCalculation: (value, key) => 2 * (value.length + key.length),
    ttl: TIME_TO_LIVE_MS,
  });
  return {
    kind: 'lru',
    get: async (key) => answers.get(key),
    set: async (key, value) => void answers.set(key, value),
    isUp: async () => true,
    close: async () => answers.clear(),
  };
}
