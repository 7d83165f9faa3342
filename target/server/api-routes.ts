import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { delayMsOf, type Faults } from '../faults.ts';
import type { SearchAnswer, SuggestAnswer } from './api.ts';
import { AppFaults } from './app-faults.ts';
import { readDocument } from './documents/document-store.ts';
import { readRelated } from './documents/related-documents.ts';
import { readRelatedOneByOne } from './documents/related-one-by-one.ts';
import { searchAnswer } from './search/search-answer.ts';
import { parseSearchQuery, parseSuggestQuery, type SearchQuery } from './search/search-query.ts';
import { suggest, suggestByPattern } from './search/suggestions.ts';
import type { Tiers } from './tiers.ts';
import { Timing, validTraceparent } from './timing.ts';

const DOCUMENT_ID = /^[nvar]\d{8}$/;

interface Question {
  /** Cache key of the response. */
  key: string;
  /** Delay by faults; counts as the server's own time. */
  heldBackMs: number;
  /** Creates the response; `undefined` becomes 404. */
  make(): Promise<object | undefined>;
  /** Called with the response before it is sent, whether it is cached or new. */
  onAnswer?(body: string): void;
}

/** The routes below `/api`. Each response shows in `Server-Timing` where its time went. */
export function apiRoutes(app: FastifyInstance, tiers: Tiers, faults: Faults): void {
  const appFaults = new AppFaults(faults);
  const suggestions = faults['pattern-search'] === undefined ? suggest : suggestByPattern;
  const related = faults['n-plus-one'] === undefined ? readRelated : readRelatedOneByOne;

  const timingOf = (request: FastifyRequest): Timing => {
    appFaults.onRequest();
    const timing = new Timing(validTraceparent(request.headers.traceparent));
    if (timing.traceId !== undefined) tiers.recentlyAsked.keep(timing.traceId, timing.asked);
    return timing;
  };

  /** Responds from the cache if possible, otherwise creates the response and caches it. */
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    timing: Timing,
    { key, heldBackMs, make, onAnswer }: Question,
  ): Promise<FastifyReply> => {
    const finish = async (status: number, body: string): Promise<FastifyReply> => {
      if (heldBackMs > 0) await pause(heldBackMs);
      return reply
        .code(status)
        .header('server-timing', timing.header())
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(body);
    };

    const isBypassed = bypassesCache(request);
    const kept = isBypassed ? undefined : await timing.cache(() => tiers.cache.get(key));
    const outcome = isBypassed ? 'bypass' : kept === undefined ? 'miss' : 'hit';
    timing.cacheOutcome(key, outcome);
    tiers.metrics.cache(outcome);
    if (kept !== undefined) {
      onAnswer?.(kept);
      return finish(200, kept);
    }

    const made = await make();
    if (made === undefined) return finish(404, JSON.stringify({ error: `nothing found at ${request.url}` }));
    const body = JSON.stringify(made);
    // A partial response is not cached: the next request may get the complete one.
    if (!timing.isPartial) await timing.cache(() => tiers.cache.set(key, body));
    onAnswer?.(body);
    return finish(200, body);
  };

  app.get('/api/search', (request, reply) => {
    const query = parseSearchQuery(request.query);
    const { q, pos = '', category = '', page, sort } = query;
    const timing = timingOf(request);
    return appFaults.search(() =>
      answer(request, reply, timing, {
        key: `search ${JSON.stringify([q, pos, category, page, sort])}`,
        heldBackMs: searchDelayMs(query, faults),
        make: () => searchAnswer(tiers, query, timing),
        onAnswer: (body) => {
          timing.hits((JSON.parse(body) as SearchAnswer).total);
          appFaults.onSearchAnswer(body);
        },
      }),
    );
  });

  app.get('/api/suggest', (request, reply) => {
    const q = parseSuggestQuery(request.query);
    const timing = timingOf(request);
    return answer(request, reply, timing, {
      key: `suggest ${q}`,
      heldBackMs: delayMsOf(faults, ['answer-delay', 'suggestions-delay']),
      make: async (): Promise<SuggestAnswer> => {
        const texts = await timing.database(() => suggestions(tiers.database.askingFor(timing.asked), q));
        return { query: q, suggestions: texts.map((text) => ({ text })) };
      },
    });
  });

  app.get<{ Params: { id: string } }>('/api/documents/:id', (request, reply) => {
    const { id } = request.params;
    const timing = timingOf(request);
    return answer(request, reply, timing, {
      key: `document ${id}`,
      heldBackMs: delayMsOf(faults, ['answer-delay', 'document-delay']),
      make: async () =>
        DOCUMENT_ID.test(id)
          ? timing.database(() => readDocument(tiers.database.askingFor(timing.asked), id, related))
          : undefined,
    });
  });
}

/** https://www.rfc-editor.org/rfc/rfc9111#name-no-cache */
function bypassesCache({ headers }: FastifyRequest): boolean {
  const directives = (headers['cache-control'] ?? '').split(',');
  return directives.some((directive) => directive.trim().toLowerCase() === 'no-cache');
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
