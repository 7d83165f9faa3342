import { randomBytes } from 'node:crypto';
import type { ReplaySample } from '../../sample/evidence.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import { type Answer, ask } from './ask.ts';
import { parseServerTiming } from './server-timing.ts';
import type { TimeLimit } from './time-limit.ts';

const ROUNDS = 3;
const PATIENCE_MS = 10_000;

/** What is slow enough is known after fewer rounds. */
const LONG_ENOUGH_MS = 5_000;

/** What a request came to, alone; and the trace id of the round that counts, to ask what it did. */
interface Alone extends Pick<ReplaySample, 'aloneMs' | 'rounds' | 'status' | 'serverTimingMs'> {
  traceId: string;
  /** Whether the answer came out of the product's cache all the same. */
  isFromCache: boolean;
}

/**
 * Asks a request some times past the product's cache; the round of the median counts. Why it has none is told in `missing`.
 *
 * @param url answered by GET
 */
export async function askAlone(url: string, limit: TimeLimit, missing: string[]): Promise<Alone> {
  const answers: (Answer & { traceId: string })[] = [];
  let traceId = '';
  let spentMs = 0;
  try {
    while (answers.length < ROUNDS && spentMs < LONG_ENOUGH_MS && !limit.isOver()) {
      traceId = randomBytes(16).toString('hex');
      const answer = await askPastCache(url, traceId, limit.signal(PATIENCE_MS));
      answers.push({ ...answer, traceId });
      spentMs += answer.ms;
    }
  } catch (error) {
    missing.push(`asked again, the request failed (${reasonOf(error)})`);
  }
  const middle = answers.toSorted((a, b) => a.ms - b.ms)[Math.floor((answers.length - 1) / 2)];
  if (!middle) return { rounds: 0, serverTimingMs: {}, traceId, isFromCache: false };
  const { status, ms, headers } = middle;
  const { durationsMs, descriptions } = parseServerTiming(headers.get('server-timing'));
  if (status >= 300) missing.push(`asked again, the request was answered with status ${status}`);
  return {
    ...(status < 300 && { aloneMs: ms }),
    rounds: answers.length,
    status,
    serverTimingMs: durationsMs,
    traceId: middle.traceId,
    isFromCache: descriptions.cache === 'hit',
  };
}

/** Asks once, with a trace id of its own and the request to look no further than the sources. */
export function askPastCache(url: string, traceId: string, signal: AbortSignal): Promise<Answer> {
  const span = randomBytes(8).toString('hex');
  return ask(url, signal, { 'cache-control': 'no-cache', traceparent: `00-${traceId}-${span}-01` });
}
