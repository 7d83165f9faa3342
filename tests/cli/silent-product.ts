import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const droppedHeaders = [
  'server-timing',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
];
/** Pages that a product need not have. */
const absent = /^\/(healthz|metrics|debug)\b/;

/** A proxy that removes all that a product reports about itself: `Server-Timing`, health page, metrics and queries. */
export async function startSilent(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (absent.test(path)) {
      response.writeHead(404).end();
      return;
    }
    try {
      const answer = await fetch(new URL(path, url));
      const headers = [...answer.headers].filter(([name]) => !droppedHeaders.includes(name));
      response.writeHead(answer.status, Object.fromEntries(headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
