import { randomBytes } from 'node:crypto';
import type { ReplaySample } from '../../sample/evidence.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import { type Answer, ask } from './ask.ts';
import { parseServerTiming } from './server-timing.ts';
import type { TimeLimit } from './time-limit.ts';

const ROUNDS = 3;
const PATIENCE_MS = 10_000;

/** If the rounds take this long in total, fewer of them are enough. */
const LONG_ENOUGH_MS = 5_000;

/** The result of a request replayed alone, with the trace id of the median round, to look up what it did. */
interface Alone extends Pick<ReplaySample, 'aloneMs' | 'rounds' | 'status' | 'serverTimingMs'> {
  traceId: string;
  /** Whether the response came from the product's cache despite `no-cache`. */
  isFromCache: boolean;
}

/**
 * Replays a request several times, bypassing the product's cache, and returns the median round. If there is
 * none, the reason is added to `missing`.
 *
 * @param url of a GET request
 */
export async function askAlone(url: string, limit: TimeLimit, missing: string[]): Promise<Alone> {
  const answers: (Answer & { traceId: string })[] = [];
  let traceId = '';
  let spentMs = 0;
  try {
    while (answers.length < ROUNDS && spentMs < LONG_ENOUGH_MS && !limit.isOver()) {
      traceId = randomBytes(16).toString('hex');
      const answer = await limit.within(PATIENCE_MS, (signal) => askPastCache(url, traceId, signal));
      answers.push({ ...answer, traceId });
      spentMs += answer.ms;
    }
  } catch (error) {
    missing.push(`the replayed request failed (${reasonOf(error)})`);
  }
  const middle = answers.toSorted((a, b) => a.ms - b.ms)[Math.floor((answers.length - 1) / 2)];
  if (!middle) return { rounds: 0, serverTimingMs: {}, traceId, isFromCache: false };
  const { status, ms, headers } = middle;
  const { durationsMs, descriptions } = parseServerTiming(headers.get('server-timing'));
  if (status >= 300) missing.push(`the replayed request returned status ${status}`);
  return {
    ...(status < 300 && { aloneMs: ms }),
    rounds: answers.length,
    status,
    serverTimingMs: durationsMs,
    traceId: middle.traceId,
    isFromCache: descriptions.cache === 'hit',
  };
}

/** Sends the request once with the given trace id, asking the product to bypass its cache. */
export function askPastCache(url: string, traceId: string, signal: AbortSignal): Promise<Answer> {
  const span = randomBytes(8).toString('hex');
  return ask(url, signal, { 'cache-control': 'no-cache', traceparent: `00-${traceId}-${span}-01` });
}
