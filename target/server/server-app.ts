import Fastify, { type FastifyInstance } from 'fastify';
import type { Faults } from '../faults.ts';
import { apiRoutes } from './api-routes.ts';
import { compressAnswers } from './compression.ts';
import { debugRoutes } from './debug-routes.ts';
import { health } from './health.ts';
import { BadRequest } from './search/search-query.ts';
import { TierError } from './tier-error.ts';
import type { Tiers } from './tiers.ts';
import { type Web, webRoutes } from './web-routes.ts';

const HEADERS = {
  // Together these isolate the page across origins, which gives it high-resolution timers.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

/** The product's HTTP server: its API, pages, health and metrics. */
export async function serverApp(tiers: Tiers, faults: Faults, web: Web): Promise<FastifyInstance> {
  // Browsers keep connections open; stopping must not wait for them.
  const app = Fastify({ forceCloseConnections: true });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    tiers.metrics.request(route, reply.statusCode, reply.elapsedTime);
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status =
      error instanceof TierError ? 503 : error instanceof BadRequest ? 400 : (error.statusCode ?? 500);
    if (status >= 500) process.stderr.write(`server: ${error.stack ?? error.message}\n`);
    const message = status === 500 ? 'internal server error' : error.message;
    return reply.code(status).header('cache-control', 'no-store').send({ error: message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .header('cache-control', 'no-store')
      .send({ error: `nothing found at ${request.url}` }),
  );

  if (faults['no-compression'] === undefined) compressAnswers(app);
  apiRoutes(app, tiers, faults);
  debugRoutes(app, tiers.recentlyAsked);
  app.get('/healthz', async (_request, reply) => {
    const state = await health(tiers);
    return reply
      .code(state.status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(state);
  });
  app.get('/metrics', (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(tiers.metrics.render(tiers.database, tiers.cache)),
  );
  await webRoutes(app, web, faults);
  return app;
}
