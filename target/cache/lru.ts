import { LRUCache } from 'lru-cache';
import { type Cache, TIME_TO_LIVE_MS } from './cache.ts';

const MOST_ENTRIES = 10_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** A cache inside the server's process. */
export function lruCache(capacityEntries = MOST_ENTRIES): Cache {
  let evictions = 0;
  const answers = new LRUCache<string, string>({
    max: capacityEntries,
    maxSize: MOST_BYTES,
    // JavaScript stores two bytes per character.
    sizeCalculation: (value, key) => 2 * (value.length + key.length),
    ttl: TIME_TO_LIVE_MS,
    dispose: (_value, _key, reason) => {
      if (reason === 'evict') evictions += 1;
    },
  });
  return {
    kind: 'lru',
    get: async (key) => answers.get(key),
    set: async (key, value) => void answers.set(key, value),
    isUp: async () => true,
    read: () => ({ entries: answers.size, capacityEntries, evictions }),
    close: async () => answers.clear(),
  };
}
