import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { searchAnswer, suggestAnswer } from './answers.ts';
import { readDocument } from './document-store.ts';
import { delayMsOf, type Faults } from './faults.ts';
import { parseSearchQuery, parseSuggestQuery, type SearchQuery } from './search-query.ts';
import type { Tiers } from './tiers.ts';
import { Timing, validTraceparent } from './timing.ts';

const DOCUMENT_ID = /^[nvar]\d{8}$/;

/** The routes below `/api`. Each answer says in `Server-Timing` where its time went. */
export function apiRoutes(app: FastifyInstance, tiers: Tiers, faults: Faults): void {
  /** Answers from the cache, else makes the answer and keeps it; undefined becomes 404. A delay is the server's own time. */
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    heldBackMs: number,
    make: (timing: Timing) => Promise<object | undefined>,
  ): Promise<FastifyReply> => {
    const timing = new Timing(validTraceparent(request.headers.traceparent));
    const finish = async (status: number, body: string): Promise<FastifyReply> => {
      if (heldBackMs > 0) await pause(heldBackMs);
      return reply
        .code(status)
        .header('server-timing', timing.header())
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(body);
    };

    const kept = await timing.cache(() => tiers.cache.get(key));
    const outcome = kept === undefined ? 'miss' : 'hit';
    timing.cacheOutcome(outcome);
    tiers.metrics.cache(outcome);
    if (kept !== undefined) return finish(200, kept);

    const made = await make(timing);
    if (made === undefined)
      return finish(404, JSON.stringify({ error: `there is nothing at ${request.url}` }));
    const body = JSON.stringify(made);
    await timing.cache(() => tiers.cache.set(key, body));
    return finish(200, body);
  };

  app.get('/api/search', (request, reply) => {
    const query = parseSearchQuery(request.query);
    const { q, pos = '', category = '', page, sort } = query;
    const key = `search ${JSON.stringify([q, pos, category, page, sort])}`;
    return answer(request, reply, key, searchDelayMs(query, faults), (timing) =>
      searchAnswer(tiers, query, timing),
    );
  });

  app.get('/api/suggest', (request, reply) => {
    const q = parseSuggestQuery(request.query);
    const heldBackMs = delayMsOf(faults, ['answer-delay', 'suggestions-delay']);
    return answer(request, reply, `suggest ${q}`, heldBackMs, (timing) => suggestAnswer(tiers, q, timing));
  });

  app.get<{ Params: { id: string } }>('/api/documents/:id', (request, reply) => {
    const { id } = request.params;
    const heldBackMs = delayMsOf(faults, ['answer-delay', 'document-delay']);
    return answer(request, reply, `document ${id}`, heldBackMs, async (timing) =>
      DOCUMENT_ID.test(id) ? timing.database(() => readDocument(tiers.database, id)) : undefined,
    );
  });
}

function searchDelayMs({ q, pos, category, page }: SearchQuery, faults: Faults): number {
  const isRefined = q !== '' && (pos !== undefined || category !== undefined) && page === 1;
  return delayMsOf(faults, [
    'answer-delay',
    'search-delay',
    ...(isRefined ? (['refine-delay'] as const) : []),
    ...(page > 1 ? (['next-page-delay'] as const) : []),
  ]);
}
