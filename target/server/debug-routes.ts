import type { FastifyInstance } from 'fastify';
import type { RecentlyAsked } from './asked.ts';

/**
 * `GET /debug/queries/<trace id>` tells what one of the last requests asked of the tiers, values included. The server listens on the
 * loopback interface alone; a product that does not must not have such a page in public.
 */
export function debugRoutes(app: FastifyInstance, recentlyAsked: RecentlyAsked): void {
  app.get<{ Params: { traceId: string } }>('/debug/queries/:traceId', (request, reply) => {
    const asked = recentlyAsked.of(request.params.traceId);
    if (asked === undefined) return reply.callNotFound();
    return reply.header('cache-control', 'no-store').send(asked);
  });
}
