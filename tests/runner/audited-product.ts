import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Size of the results page, which is sent uncompressed. */
export const RESULTS_BYTES = 300_000;

const page = (path: string, content: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title><link rel="icon" href="data:,"></head>
<body data-ready="${path}"><form action="/search"><label>Search <input name="q"></label></form>${content}</body></html>`;

const home = '<h1>Shop</h1><p>What are you looking for?</p>';
const results = `<h1>Results</h1><a data-testid="result" href="/document">The first result</a><!--${'x'.repeat(RESULTS_BYTES)}-->`;
/** After the page has been painted, everything shifts down by 400 pixels without any user input. */
const document = `<div id="late"></div><h1>Document</h1><p>${'A long text. '.repeat(500)}</p>
<script>addEventListener('load', () => setTimeout(() => { late.style.height = '400px'; }, 400));</script>`;

/**
 * A search product with a defect in every page but the first: the results page is large, and the document
 * shifts.
 */
export async function serveAuditedProduct(options: { finds: boolean }) {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Content-Type', 'text/html');
    if (pathname === '/') response.end(page('/', home));
    else if (pathname === '/search') response.end(page(`/search${search}`, options.finds ? results : home));
    else if (pathname === '/document') response.end(page('/document', document));
    else response.writeHead(404).end(page(pathname, '<h1>Not found</h1>'));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
