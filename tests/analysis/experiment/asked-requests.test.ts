import { expect, test } from '@playwright/test';
import { askedRequests, movedRequest } from '../../../src/analysis/experiment/asked-requests.ts';
import type { StepSample } from '../../../src/sample/sample.ts';
import { step } from '../record.ts';

const base = 'http://base.test:4000/';

/** A step on the base that sent this request. */
function asking(name: string, url: string, changes: Partial<StepSample> = {}): StepSample {
  const request = { url, matchedBy: 'traceparent' as const, startMs: 2, serverTimingMs: {} };
  return step(100, 0, { side: 'base', step: name, request, ...changes });
}

const many = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => asking(name, `${base}${name}?n=${index}`));

test('steps take turns, however many requests each has', () => {
  const samples = [
    asking('search', `${base}search?q=boat`),
    asking('search', `${base}search?q=ship`),
    asking('search', `${base}search?q=oar`),
    asking('type', `${base}suggest?q=b`),
    asking('open a result', `${base}document/1`),
    asking('open a result', `${base}document/2`),
  ];
  expect(askedRequests(samples, base)).toEqual([
    `${base}search?q=boat`,
    `${base}suggest?q=b`,
    `${base}document/1`,
    `${base}search?q=ship`,
    `${base}document/2`,
    `${base}search?q=oar`,
  ]);
});

test('steps with the same name in two journeys are two steps', () => {
  const samples = [
    asking('search', `${base}search?q=1`),
    asking('search', `${base}search?q=2`),
    asking('search', `${base}search?q=3`, { journey: 'browse' }),
  ];
  expect(askedRequests(samples, base).map((url) => url.at(-1))).toEqual(['1', '3', '2']);
});

test('the same request is taken once, whatever its fragment', () => {
  const samples = [
    asking('search', `${base}search?q=boat`),
    asking('search', `${base}search?q=boat#results`),
    asking('go back', `${base}search?q=boat`),
    asking('search', `${base}search?q=ship`),
  ];
  expect(askedRequests(samples, base)).toEqual([`${base}search?q=boat`, `${base}search?q=ship`]);
});

test('only requests to the base are taken', () => {
  const { request: _, ...without } = asking('type', base);
  const { side: __, ...alone } = asking('search', `${base}search?q=alone`);
  const samples = [
    asking('search', `${base}search?q=head`, { side: 'head' }),
    without,
    alone,
    { type: 'error' as const, user: 0, journey: 'look up', step: 'type', at: 1, message: base },
  ];
  expect(askedRequests(samples, base)).toEqual([]);
});

test('requests to another origin are left out', () => {
  const elsewhere = [
    'http://evil.test:4000/search',
    'http://base.test:4001/search',
    'https://base.test:4000/search',
    '//evil.test/search',
    'http://base.test:4000@evil.test/search',
    'data:text/plain,boat',
    'http://[broken/',
  ];
  const samples = [...elsewhere, '/search?q=own'].map((url) => asking('search', url));
  expect(askedRequests(samples, base)).toEqual([`${base}search?q=own`]);
});

test('sixty requests at most, an equal number from each step', () => {
  const found = askedRequests([...many('search', 400), ...many('type', 50), ...many('open', 50)], base);
  expect(found).toHaveLength(60);
  for (const name of ['search', 'type', 'open']) {
    expect(found.filter((url) => url.startsWith(`${base}${name}?`))).toHaveLength(20);
  }
  expect(askedRequests(many('search', 59), base)).toHaveLength(59);
});

test('repeated requests do not count towards the sixty', () => {
  const repeated = Array.from({ length: 200 }, () => asking('search', `${base}search?q=boat`));
  expect(askedRequests([...repeated, ...many('search', 70)], base)).toHaveLength(60);
});

test('a request moves to the other side with its path and query unchanged', () => {
  const to = { url: 'http://variant.test:5000/start?theme=dark', query: {} };
  expect(movedRequest(`${base}api/search?q=sea%20boat&tag=a&tag=b#x`, {}, to)).toBe(
    'http://variant.test:5000/api/search?q=sea%20boat&tag=a&tag=b',
  );
  expect(movedRequest(base, {}, to)).toBe('http://variant.test:5000/');
});

test('the query parameters of its own side are removed, those of the other side are added', () => {
  const to = { url: `${base}?ranking=cheap`, query: { ranking: 'cheap' } };
  expect(movedRequest(`${base}search?q=boat&ranking=whole`, { ranking: 'whole' }, to)).toBe(
    `${base}search?q=boat&ranking=cheap`,
  );
  const without = { url: base, query: {} };
  expect(movedRequest(`${base}search?ranking=whole&q=boat`, { ranking: 'whole' }, without)).toBe(
    `${base}search?q=boat`,
  );
  // This value comes from the user, not from the side.
  expect(movedRequest(`${base}search?ranking=newest`, { ranking: 'whole' }, without)).toBe(
    `${base}search?ranking=newest`,
  );
});

for (const path of [
  '//evil.test/x',
  '///evil.test/x',
  '/\\evil.test/x',
  '//user@evil.test:1/',
  '/..//evil.test/',
]) {
  test(`the path ${path} does not change the host`, () => {
    const moved = new URL(movedRequest(`http://base.test:4000${path}?q=1`, {}, { url: base, query: {} }));
    expect(moved.origin).toBe('http://base.test:4000');
    expect([moved.username, moved.search]).toEqual(['', '?q=1']);
  });
}
