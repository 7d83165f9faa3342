import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundled } from '../../tests/pages/kind.ts';

/**
 * A search page made with InstantSearch, as a process of its own: it can be killed, stopped, and told to misbehave. Reports its
 * address, and each query that it has answered.
 */

const ANSWER_MS = 50;
const DOCUMENTS = 6;

const app = bundled(`
  import instantsearch from 'instantsearch.js';
  import { hits, searchBox } from 'instantsearch.js/es/widgets';
  const searchClient = {
    async search(requests) {
      const answer = await fetch('/queries', { method: 'POST', body: JSON.stringify({ requests }) });
      return answer.json();
    },
  };
  const search = instantsearch({ indexName: 'products', searchClient });
  let timer;
  search.addWidgets([
    searchBox({ container: '#box', queryHook(query, run) { clearTimeout(timer); timer = setTimeout(() => run(query), 120); } }),
    hits({ container: '#hits', templates: { item: (hit) => hit.name } }),
  ]);
  search.start();`);

const home = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Products</title><link rel="icon" href="data:,">
<body><div id="box"></div><div id="hits"></div><script src="/app.js"></script>`;

/** What the product does with a request instead of answering it. */
const misbehaviours = {
  hangs: () => {},
  trickles: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 200);
    response.on('close', () => clearInterval(timer));
  },
  resets: (response: ServerResponse) => response.socket?.resetAndDestroy(),
  'answers 500': (response: ServerResponse) => response.writeHead(500).end('{"message":"out of memory"}'),
  'answers garbage': (response: ServerResponse) =>
    response.socket?.end(
      'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n\u0000\u001b[2J\uFFFD{"results":1e999',
    ),
  'breaks the protocol': (response: ServerResponse) =>
    response.socket?.end('\u0000\u001b[2J garbage \r\n\r\n'),
};

/** `slow` answers after two seconds, which is over the budget and within the time-out of a step. */
export type Behaviour = keyof typeof misbehaviours | 'slow' | 'answers';

export interface Order {
  /** Its API alone, or everything: the page and the health page too. */
  scope: 'API' | 'everything';
  behaviour: Behaviour;
}

export type Report = { url: string } | { answered: string };

const report = (message: Report) => process.connected && process.send?.(message);

let order: Order = { scope: 'everything', behaviour: 'answers' };
process.on('message', (message: Order) => {
  order = message;
});
process.on('disconnect', () => process.exit());

const server = createServer(async (request, response) => {
  let body = '';
  try {
    for await (const part of request) body += part;
  } catch {
    // The browser left while it sent.
    return;
  }
  const isApi = request.url === '/queries';
  const behaviour = isApi || order.scope === 'everything' ? order.behaviour : 'answers';
  if (behaviour !== 'answers' && behaviour !== 'slow') {
    misbehaviours[behaviour](response);
  } else if (isApi) {
    setTimeout(() => answer(body, response), behaviour === 'slow' ? 2000 : ANSWER_MS);
  } else if (request.url === '/health') {
    response.end(JSON.stringify({ documents: DOCUMENTS }));
  } else if (request.url === '/app.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(app);
  } else if (request.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(home);
  } else {
    response.writeHead(404).end();
  }
});

/** One query, with as many answers as there are documents. */
function answer(body: string, response: ServerResponse): void {
  const { requests } = JSON.parse(body) as { requests: { params: { query?: string } }[] };
  const query = requests[0]?.params.query ?? '';
  const hits = Array.from({ length: DOCUMENTS }, (_, n) => ({ objectID: `${n}`, name: `${query} ${n}` }));
  const results = [
    { hits, query, nbHits: DOCUMENTS, page: 0, nbPages: 1, hitsPerPage: DOCUMENTS, index: 'products' },
  ];
  response.on('finish', () => query && report({ answered: query }));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
}

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () =>
  report({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
);
