import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { Pool } from 'undici';
import type { SourceDocument } from '../../data/document.ts';
import { DOCUMENT_TYPE, NAMESPACE } from '../names.ts';

export interface FeedOptions {
  /** URL of Vespa, or of the embedded engine, which has the same document API. */
  url: string;
  documents: readonly SourceDocument[];
  /** Requests in flight at once. */
  concurrency: number;
  /** Back-off after the first rejection or lost connection of a document; doubles with every further attempt. */
  firstBackOffMs: number;
  /** Uniform between 0 and 1. */
  random: () => number;
  onProgress: (done: number) => void;
}

const MOST_ATTEMPTS = 10;
const LONGEST_BACK_OFF_MS = 10_000;

/** Too many requests, or not ready for them: Vespa asks clients to retry later. */
const BUSY = new Set([429, 503]);
/** Vespa accepts no more documents: a disk or memory limit is reached. */
const FEED_BLOCKED = 507;

/**
 * Feeds every document.
 *
 * @throws with the reason at the first document that is permanently rejected
 */
export async function feedDocuments(options: FeedOptions): Promise<void> {
  const pool = new Pool(new URL(options.url).origin, { connections: options.concurrency });
  const limit = pLimit(options.concurrency);
  let done = 0;
  try {
    await Promise.all(
      options.documents.map((document) =>
        limit(async () => {
          await feedOne(pool, document, options);
          options.onProgress(++done);
        }),
      ),
    );
  } finally {
    limit.clearQueue();
    await pool.destroy();
  }
}

async function feedOne(pool: Pool, document: SourceDocument, options: FeedOptions): Promise<void> {
  let refusal: string | undefined;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(backOffMs(attempt, options));
    refusal = await feedOnce(pool, document);
    if (refusal === undefined) return;
  }
  throw new Error(`gave up after ${MOST_ATTEMPTS} attempts: ${refusal}`);
}

/**
 * Feeds one document.
 *
 * @returns why to try it again; `undefined` if it was accepted
 * @throws if it is permanently rejected
 */
async function feedOnce(pool: Pool, document: SourceDocument): Promise<string | undefined> {
  const answer = await post(pool, document).catch((error: Error) => error);
  if (answer instanceof Error) {
    // The feed has already failed at another document, so this one is not retried.
    if (pool.destroyed) throw answer;
    return `no response for ${document.id}: ${answer.message}`;
  }
  const { status, text } = answer;
  if (status === 200) return undefined;
  const refusal = `${document.id} was rejected with status ${status}: ${text.slice(0, 300)}`;
  if (status === FEED_BLOCKED) {
    throw new Error(`feeding is blocked, usually because disk or memory is full. ${refusal}`);
  }
  if (!BUSY.has(status)) throw new Error(refusal);
  return refusal;
}

/** A random time between half and all of a doubling back-off, so that rejected requests are not retried all at once. */
function backOffMs(attempt: number, { firstBackOffMs, random }: FeedOptions): number {
  const longest = Math.min(firstBackOffMs * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS);
  return longest * (0.5 + 0.5 * random());
}

async function post(pool: Pool, document: SourceDocument): Promise<{ status: number; text: string }> {
  const { id, title, words, partOfSpeech, category, body, frequency } = document;
  const { statusCode, body: answer } = await pool.request({
    method: 'POST',
    path: `/document/v1/${NAMESPACE}/${DOCUMENT_TYPE}/docid/${id}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields: { title, words, partOfSpeech, category, body, frequency } }),
  });
  return { status: statusCode, text: await answer.text() };
}
