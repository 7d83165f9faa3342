import type { FastifyInstance } from 'fastify';
import type { RecentlyAsked } from './asked.ts';

/**
 * `GET /debug/queries/<trace id>` returns the queries that a recent request sent to the tiers, including values. The
 * server listens only on the loopback interface; a public product must not expose such a route.
 */
export function debugRoutes(app: FastifyInstance, recentlyAsked: RecentlyAsked): void {
  app.get<{ Params: { traceId: string } }>('/debug/queries/:traceId', (request, reply) => {
    const asked = recentlyAsked.of(request.params.traceId);
    if (asked === undefined) return reply.callNotFound();
    return reply.header('cache-control', 'no-store').send(asked);
  });
}
