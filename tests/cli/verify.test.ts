import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import skeleton from '../pages/kinds/skeleton.ts';
import { type ServedKind, serveKind } from '../pages/walk-kind.ts';
import { footfall } from './footfall.ts';
import { freePort } from './free-port.ts';

/** A product that shows placeholders with the class of results, 300 ms before the results. */
const project = join(import.meta.dirname, '../pages/project');

let product: ServedKind;

test.beforeAll(async () => {
  product = await serveKind(skeleton);
});
test.afterAll(() => product.close());

test('the film names the step that ends before the screen does, and confirms the other', async () => {
  const { exitCode, said } = await footfall(['verify', 'filmed', '--target', product.url], {}, project);
  expect(exitCode, said).toBe(3);
  expect(said).toMatch(
    /✗ hurried › search: ends at [\d.]+ ms, but the screen goes on changing until 3\d\d ms/,
  );
  expect(said).toMatch(/✓ careful › search: ends at 3\d\d ms, seen on the screen at 3\d\d ms/);
  const [, page] = /film {4}(\S+)/.exec(said) ?? [];
  const html = readFileSync(join(project, page as string), 'utf8');
  // Before, at the end and at the last change; before and at the end.
  expect(html.match(/<img /g)).toHaveLength(5);
});

test('a journey that does not fit the page is told as such, and measures nothing', async () => {
  const { exitCode, said } = await footfall(['run', 'astray', '--target', product.url], {}, project);
  expect(exitCode, said).toBe(2);
  expect(said).toMatch(/“astray › open” does not fit the page \(\d+ ×\): nothing matches \.nowhere/);
});

test('of a product that is down nothing is filmed, and it is told why', async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const { exitCode, said } = await footfall(['verify', 'filmed', '--target', url], {}, project);
  expect(exitCode, said).toBe(2);
  expect(said).toContain(`the target ${url} cannot be reached (`);
});
