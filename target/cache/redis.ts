import { createClient } from 'redis';
import { type Cache, TIME_TO_LIVE_MS } from './cache.ts';

const CONNECT_LIMIT_MS = 3_000;
const LONGEST_RETRY_MS = 2_000;
const PREFIX = 'footfall:';

/** A cache in Redis. While Redis is unavailable, every look-up misses. */
export async function redisCache(url: string): Promise<Cache> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_LIMIT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_RETRY_MS),
    },
  });
  // Without a listener, a lost connection would end the process; `isUp` reports it instead.
  client.on('error', () => {});
  await Promise.race([
    client.connect(),
    new Promise((_, reject) => {
      const message = `Redis at REDIS_URL did not respond within ${CONNECT_LIMIT_MS} ms; start it or unset REDIS_URL`;
      setTimeout(() => reject(new Error(message)), CONNECT_LIMIT_MS).unref();
    }),
  ]);
  return {
    kind: 'redis',
    get: (key) =>
      client.get(PREFIX + key).then(
        (value) => value ?? undefined,
        () => undefined,
      ),
    set: async (key, value) => {
      await client
        .set(PREFIX + key, value, { expiration: { type: 'PX', value: TIME_TO_LIVE_MS } })
        .catch(() => {});
    },
    isUp: () =>
      client.ping().then(
        () => true,
        () => false,
      ),
    close: async () => client.destroy(),
  };
}
