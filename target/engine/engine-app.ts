import Fastify, { type FastifyInstance } from 'fastify';
import type { Faults } from '../faults.ts';
import type { DocumentIndex } from './index/document-index.ts';
import { documentRoutes } from './index/document-routes.ts';
import { stateAnswer, valuesAnswer } from './metrics/metric-answers.ts';
import { type FoundFacts, QueryMetrics } from './metrics/query-metrics.ts';
import { MatchExecutor } from './query/match-executor.ts';
import { type Engine, type SearchOutcome, search } from './query/search.ts';
import { errorAnswer, searchAnswer } from './query/search-answer.ts';
import { parseSearchRequest, type SearchRequest } from './query/search-request.ts';
import { VespaError } from './vespa-error.ts';

/** Milliseconds since the epoch, with fractions. */
const now = (): number => performance.timeOrigin + performance.now();

/** The part of Vespa's HTTP API that the server, the feed command and telemetry use. */
export function engineApp(index: DocumentIndex, faults: Faults = {}): FastifyInstance {
  const app = Fastify();
  const metrics = new QueryMetrics(now);
  const executor = new MatchExecutor(now, faults['one-thread'] === undefined ? undefined : 1);
  const engine: Engine = { index, faults, executor, now };

  for (const path of ['/search', '/search/']) {
    app.route({
      method: ['GET', 'POST'],
      url: path,
      handler: async (request, reply) => {
        const { status, body } = await answer(engine, metrics, request.query, request.body);
        return reply.code(status).send(body);
      },
    });
  }
  documentRoutes(app, index);
  app.get('/state/v1/health', () => ({ time: Date.now(), status: { code: 'up' }, metrics: {} }));
  app.get('/state/v1/metrics', () => stateAnswer(metrics.read(index.count(), executor), now()));
  app.get('/metrics/v2/values', () => valuesAnswer(metrics.read(index.count(), executor), now()));
  return app;
}

/** Answers one query, whose parameters may be in the URL and in the body. */
async function answer(
  engine: Engine,
  metrics: QueryMetrics,
  url: unknown,
  body: unknown,
): Promise<{ status: number; body: object }> {
  const cameMs = now();
  metrics.began();
  let found: FoundFacts | undefined;
  try {
    const request = parseSearchRequest(parameters(url), parameters(body));
    const outcome = await search(engine, request);
    found = factsOf(outcome, request);
    return { status: 200, body: searchAnswer(engine.index, outcome, request) };
  } catch (error) {
    if (!(error instanceof VespaError)) throw error;
    return { status: error.status, body: errorAnswer(error) };
  } finally {
    metrics.ended({ latencyMs: now() - cameMs, ...(found && { found }) });
  }
}

function factsOf(
  { totalCount, coverage, hits, stamps }: SearchOutcome,
  { ranked }: SearchRequest,
): FoundFacts {
  return {
    rankProfile: ranked ? 'default' : 'unranked',
    queueMs: stamps.startedMs - stamps.arrivedMs,
    setupMs: stamps.setUpMs - stamps.startedMs,
    matchMs: stamps.rankedMs - stamps.setUpMs,
    ...(hits.length > 0 && { summaryMs: stamps.filledMs - stamps.rankedMs }),
    documents: totalCount,
    partial: coverage.share < 1,
  };
}

const parameters = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? { ...value } : {};
