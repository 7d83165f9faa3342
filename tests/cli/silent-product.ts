import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const untold = ['server-timing', 'content-encoding', 'content-length', 'transfer-encoding', 'connection'];
/** What a product need not have. */
const absent = /^\/(healthz|metrics|debug)\b/;

/** The product at an address as it would be if it told nothing of itself: no `Server-Timing`, no health, no metrics, no queries. */
export async function startSilent(url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (absent.test(path)) {
      response.writeHead(404).end();
      return;
    }
    try {
      const answer = await fetch(new URL(path, url));
      const headers = [...answer.headers].filter(([name]) => !untold.includes(name));
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
