import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Faults } from '../faults.ts';
import { pageFaults } from './page-faults.ts';
import { type PageSettings, pageShell } from './page-shell.ts';

/** The built web app, and the settings of its page. */
export interface Web extends PageSettings {
  dist: string;
}

const PAGES = ['/', '/search', '/document/:id'];

/** Serves the built web app: hashed assets that never change, and one page for every URL of the app. */
export async function webRoutes(app: FastifyInstance, web: Web, faults: Faults): Promise<void> {
  const { dist } = web;
  const page = join(dist, 'index.html');
  if (!existsSync(page)) throw new Error(`the web app has not been built: ${page} is missing`);
  const shell = pageShell(readFileSync(page, 'utf8'), web, pageFaults(app, faults));
  await app.register(fastifyStatic, {
    root: dist,
    index: false,
    preCompressed: faults['no-compression'] === undefined,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/');
      reply.setHeader(
        'cache-control',
        hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
      reply.setHeader('vary', 'accept-encoding');
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
