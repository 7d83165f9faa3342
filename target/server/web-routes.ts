import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PAGES = ['/', '/search', '/document/:id'];

/** The built web app: hashed assets that never change, and one page for every address of the app. */
export async function webRoutes(app: FastifyInstance, dist: string): Promise<void> {
  const page = join(dist, 'index.html');
  if (!existsSync(page)) throw new Error(`the web app is not built: ${page} is missing`);
  const shell = readFileSync(page);
  await app.register(fastifyStatic, {
    root: dist,
    index: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.setHeader(
        'cache-control',
        hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    },
    cacheControl: false,
  });
  for (const path of PAGES) {
    app.get(path, (_request, reply) =>
      reply
        .header('server-timing', `app;dur=${reply.elapsedTime.toFixed(2)}`)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(shell),
    );
  }
}
