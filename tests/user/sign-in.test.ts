import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { answer } from '../../src/cli/product/side-answer.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import { compareServerClock } from '../../src/runner/server-clock.ts';
import { checkTarget } from '../../src/runner/target-check.ts';
import { openVisit } from '../../src/user/open-visit.ts';

/** A product behind basic authentication, whose page shows what its script has fetched. */
const product = createServer((request, response) => {
  const expected = `Basic ${Buffer.from('shop:open sesame').toString('base64')}`;
  if (request.headers.authorization !== expected) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="shop"' }).end('who are you?');
    return;
  }
  if (request.url === '/health') response.end('{"documents":7}');
  else if (request.url === '/data') response.end('three boats');
  else if (request.url === '/shop.js')
    response.end(
      "fetch('/data').then((a) => a.text()).then((text) => { document.body.id = 'shown'; document.body.textContent = text; });",
    );
  else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<body><script src="/shop.js"></script>');
});
let url: string;

test.beforeAll(async () => {
  await once(product.listen(0, '127.0.0.1'), 'listening');
  url = `http://shop:open%20sesame@127.0.0.1:${(product.address() as AddressInfo).port}/`;
});
test.afterAll(() => {
  product.closeAllConnections();
  product.close();
});

test('Footfall asks a product with the name and the password of its address', async () => {
  expect(await answer(url, [])).toBe('answered');
  expect(await answer(url.replace('sesame', 'barley'), [])).toBe('status 401');
  const target = {
    url,
    startTimeoutMs: 1000,
    healthUrl: `${url}health`,
    facts: { documents: 'documents' },
    allowedHosts: [],
  };
  expect((await checkTarget(target)).documents).toBe(7);
  expect(await compareServerClock(url)).toBeDefined();
});

test('so do its pages, their scripts and what these fetch, from an address without them', async ({
  browser,
}, info) => {
  const script = info.outputPath('page.js');
  writePageScript(script);
  const visit = await openVisit(browser, script, { url, home: '#shown' }, async () => {});
  const page = await visit.page.usable();
  expect(await page.textContent('body')).toBe('three boats');
  expect(page.url()).not.toContain('sesame');
  await expect(
    openVisit(browser, script, { url: url.replace('sesame', 'barley'), home: '#shown' }, async () => {}),
  ).rejects.toThrow('401');
  await visit.page.close();
});
