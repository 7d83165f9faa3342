import Fastify, { type FastifyInstance } from 'fastify';
import type { DocumentIndex } from './document-index.ts';
import { documentRoutes } from './document-routes.ts';
import { QueryMetrics } from './query-metrics.ts';
import { search } from './search.ts';
import { errorAnswer, searchAnswer } from './search-answer.ts';
import { parseSearchRequest } from './search-request.ts';
import { VespaError } from './vespa-error.ts';

/** The part of Vespa's HTTP API that the server, the feed command and telemetry use. */
export function engineApp(index: DocumentIndex): FastifyInstance {
  const app = Fastify();
  const metrics = new QueryMetrics(Date.now);

  const answer = (url: unknown, body: unknown) => {
    const startedMs = performance.now();
    try {
      const request = parseSearchRequest(parameters(url), parameters(body));
      const outcome = search(index, request, () => performance.now());
      metrics.record(performance.now() - startedMs, false);
      return { status: 200, body: searchAnswer(outcome, request) };
    } catch (error) {
      metrics.record(performance.now() - startedMs, true);
      if (!(error instanceof VespaError)) throw error;
      return { status: error.status, body: errorAnswer(error) };
    }
  };

  for (const path of ['/search', '/search/']) {
    app.route({
      method: ['GET', 'POST'],
      url: path,
      handler: (request, reply) => {
        const { status, body } = answer(request.query, request.body);
        return reply.code(status).send(body);
      },
    });
  }
  documentRoutes(app, index);
  app.get('/state/v1/health', () => ({ time: Date.now(), status: { code: 'up' }, metrics: {} }));
  app.get('/state/v1/metrics', () => metrics.snapshot(index.count()));
  return app;
}

const parameters = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? { ...value } : {};
