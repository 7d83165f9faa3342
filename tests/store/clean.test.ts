import { expect, test } from '@playwright/test';
import { isWhole } from '../../src/sample/whole-address.ts';
import { addRules, cleaned, cleanJson, cleanLine, cleanText } from '../../src/store/clean.ts';

test.afterEach(() => {
  delete process.env.FOOTFALL_RECORDING;
});

const texts: [string, string, string][] = [
  ['a password', 'https://me:hunter22@shop.example/a?q=boat', 'https://shop.example/a?q=boat'],
  ['a key', 'http://x/api?q=boat&api_key=abc&page=2', 'http://x/api?q=boat&api_key=…&page=2'],
  ['a parameter of another name', '/api?q=red+boat&visitor=8f3', '/api?q=red+boat&visitor=…'],
  [
    'a compound name',
    '/api?filters[colour]=red&facet.brand=acme',
    '/api?filters[colour]=red&facet.brand=acme',
  ],
  ['a key in a hash', 'http://x/#/a?access_token=abc', 'http://x/#/a?access_token=…'],
  ['an escaped address', 'href="/api?q=a&amp;token=abc"', 'href="/api?q=a&amp;token=…"'],
  ['a bearer', 'authorization failed: Bearer abcdef123456', 'authorization failed: Bearer …'],
  ['a header with a scheme', 'sent Authorization: Bearer abc-def now', 'sent Authorization: … now'],
  ['a secret key', 'secret_key=abc, private-key: def', 'secret_key=…, private-key: …'],
  ['JSON in JSON', '"{\\"token\\":\\"abc\\",\\"a\\":1}"', '"{\\"token\\":\\"…\\",\\"a\\":1}"'],
  ['a name in a log', 'login password="s3cret!" user=7', 'login password="…" user=7'],
  ['JSON', '{"apiKey":"abc","a":1}', '{"apiKey":"…","a":1}'],
  ['a cookie', 'Set-Cookie: sid=abc', 'Set-Cookie: …'],
  ['a JSON Web Token', 'got eyJhbGciOi.eyJzdWIiOi.c2ln', 'got …'],
  ['a known key', 'key AKIAABCDEFGHIJKLMNOP.', 'key ….'],
  [
    'a connection string',
    'postgresql://app:pw@db:5432/shop?sslmode=require',
    'postgresql://db:5432/shop?sslmode=…',
  ],
  ['nothing', 'Sort Key: title; 12 × “search”, p95 = 3 s?', 'Sort Key: title; 12 × “search”, p95 = 3 s?'],
];
for (const [what, text, clean] of texts) {
  test(`${what} in a text`, () => {
    expect(cleanText(text)).toBe(clean);
    expect(cleanText(clean)).toBe(clean);
  });
}

test('a record keeps its ids, pictures and search terms, and loses what looks random', () => {
  const id = '0af7651916cd43dd8448eb211c80319c';
  const record = {
    id,
    query: { text: 'red boat', kind: 'head' },
    request: { url: 'http://x/api?phrase=red%20boat&visitor=red' },
    image: 'data:image/jpeg;base64,AAAAbbbb1111CCCCdddd2222EEEEffff',
    lines: ['token of Xy7Zq9Lm2Nb4Vc8Kd1Fg5Hj3 seen', '/reset/Xy7Zq9Lm2Nb4Vc8Kd1Fg5Hj3?q=a'],
    plan: { cost: 1, none: null, kept: true },
  };
  expect(JSON.parse(cleanLine(record))).toEqual({
    ...record,
    request: { url: 'http://x/api?phrase=red%20boat&visitor=…' },
    lines: ['token of … seen', '/reset/…?q=a'],
  });
});

test('the project’s own rules: texts that never appear, and parameters that may', () => {
  addRules({ secrets: ['correct horse', 'short'], parameters: ['Warehouse'] });
  expect(cleanText('a correct horse, correct%20horse and short')).toBe('a …, … and short');
  expect(cleanText('/api?warehouse=north&token=abc')).toBe('/api?warehouse=north&token=…');
});

test('in samples, hidden values differ where the values do', () => {
  addRules({});
  const urlOf = (visitor: string): string => JSON.parse(cleanLine({ url: `/api?visitor=${visitor}` })).url;
  expect(urlOf('8f3')).toMatch(/^\/api\?visitor=…[0-9a-f]{4}$/);
  expect([urlOf('8f3') === urlOf('8f3'), urlOf('9a1') === urlOf('8f3')]).toEqual([true, false]);
  expect(cleanText(urlOf('8f3'))).toBe(urlOf('8f3'));
  expect(isWhole(urlOf('8f3'))).toBe(false);
  // What is compared between runs has no such mark.
  expect(cleanJson({ url: '/api?visitor=8f3' })).toBe('{"url":"/api?visitor=…"}');
});

test('an address whose value is hidden is not asked again', () => {
  expect(isWhole('http://x/api?q=boat')).toBe(true);
  expect(isWhole(cleanText('http://x/api?visitor=8'))).toBe(false);
  expect(isWhole(new URL(cleanText('http://x/api?visitor=8')).href)).toBe(false);
});

test('names that another program gives are cleaned, as they may be addresses', () => {
  expect(cleaned({ nodes: [{ name: 'http://x/?api_key=abc' }] })).toEqual({
    nodes: [{ name: 'http://x/?api_key=…' }],
  });
});
