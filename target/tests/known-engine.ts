import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A fake engine with known results: every query matches 23 documents. */
export interface KnownEngine {
  url: string;
  /** The requested paths, in order. */
  asked: string[];
  /** Properties of the next responses; set by tests. */
  delayMs: number;
  isPartial: boolean;
  stop(): Promise<void>;
}

export const KNOWN_TOTAL = 23;

export async function startKnownEngine(): Promise<KnownEngine> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    engine.asked.push(url.pathname + url.search);
    await pause(engine.delayMs);
    const hits = Number(url.searchParams.get('hits'));
    const offset = Number(url.searchParams.get('offset'));
    const count = Math.max(0, Math.min(hits, KNOWN_TOTAL - offset));
    const children = Array.from({ length: count }, (_, index) => hit(offset + index + 1));
    const coverage = engine.isPartial
      ? { coverage: 40, documents: 1200, full: false, degraded: { timeout: true } }
      : { coverage: 100, documents: 3000, full: true };
    const root = { id: 'toplevel', fields: { totalCount: KNOWN_TOTAL }, coverage, children };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ root }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine: KnownEngine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    delayMs: 0,
    isPartial: false,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return engine;
}

const hit = (number: number): object => ({
  id: `hit ${number}`,
  relevance: 1 / number,
  fields: {
    documentid: `id:footfall:synset::n${String(number).padStart(8, '0')}`,
    title: `entry ${number}`,
    partOfSpeech: 'noun',
    category: 'noun.animal',
    body: `entry <hi>${number}</hi> of a long list, with words enough to make an answer of some size`,
  },
});
