import { createClient } from 'redis';
import { plainAddress } from '../plain-address.ts';
import { reasonOf } from '../reason.ts';
import { type Source, Unreachable } from '../source.ts';
import { parseRedisInfo, type RedisCounts, redisValues } from './redis-info.ts';

const EVERY_MS = 1000;
const CONNECT_LIMIT_MS = 3000;

/** Redis, by `INFO` and `PING`. The command counter includes these two commands per second. */
export function redisSource(url: string): Source {
  let client: Client | undefined;
  let before: RedisCounts = { counters: {}, levels: {} };

  async function ask<Answer>(signal: AbortSignal, question: (client: Client) => Promise<Answer>) {
    client ??= await connect(url, signal);
    const asked = client;
    const disconnect = () => {
      if (asked.isOpen) asked.destroy();
      client = undefined;
    };
    signal.addEventListener('abort', disconnect, { once: true });
    try {
      return await question(asked);
    } catch (error) {
      // The next query reconnects.
      if (!asked.isReady) client = undefined;
      throw error;
    } finally {
      signal.removeEventListener('abort', disconnect);
    }
  }

  return {
    name: 'redis',
    async start(signal) {
      try {
        before = parseRedisInfo(await ask(signal, (redis) => redis.info()));
        return undefined;
      } catch (error) {
        const message = `${plainAddress(url)}: ${reasonOf(error)}`;
        throw new Unreachable(message, /NOPERM/.test(message) ? 'ACL SETUSER <user> +info +ping' : undefined);
      }
    },
    reading: {
      everyMs: EVERY_MS,
      async read(signal) {
        const { info, pingMs } = await ask(signal, async (redis) => {
          const sentAt = performance.now();
          await redis.ping();
          const answeredAt = performance.now();
          return { info: await redis.info(), pingMs: answeredAt - sentAt };
        });
        const after = parseRedisInfo(info);
        const values = redisValues(before, after);
        before = after;
        return { ...values, pingMs };
      },
    },
    async stop() {
      if (client?.isOpen) client.destroy();
      client = undefined;
    },
  };
}

type Client = Awaited<ReturnType<typeof connect>>;

/** A server that accepts and never answers would keep the connection, and with it the process. */
async function connect(url: string, signal: AbortSignal) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_LIMIT_MS, reconnectStrategy: false },
  });
  // Without a listener, a lost connection would end the process; the next query reports it.
  client.on('error', () => {});
  const giveUp = () => client.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
