import { expect, test } from '@playwright/test';
import { chooseSlowRequests } from '../../../src/analysis/slow-queries/choose.ts';
import type { RequestSample, StepSample } from '../../../src/sample/sample.ts';
import { givenUp, step } from '../record.ts';

const target = 'http://127.0.0.1:4310/';

const asked = (
  url: string,
  ms: number,
  changes: Partial<StepSample> = {},
  request: Partial<RequestSample> = {},
): StepSample =>
  step(ms, 0, {
    request: { url, matchedBy: 'traceparent', startMs: 1, serverTimingMs: {}, ...request },
    ...changes,
  });

const urlsOf = (steps: StepSample[]) => chooseSlowRequests(steps, target).map(({ url }) => url);
const own = (path: string) => `http://127.0.0.1:4310${path}`;

test('three queries, a suggestion and three documents, the slowest of each kind first', () => {
  const steps = [
    ...[50, 90, 70, 30, 80].map((ms) => asked(own(`/api/search?q=${ms}`), ms)),
    ...[20, 25].map((ms) => asked(own(`/api/suggest?q=${ms}`), ms, { kind: 'suggestion' })),
    ...[40, 20, 35, 38].map((ms) => asked(own(`/api/documents/${ms}`), ms, { kind: 'navigation' })),
  ];
  expect(urlsOf(steps)).toEqual([
    own('/api/search?q=90'),
    own('/api/documents/40'),
    own('/api/suggest?q=25'),
    own('/api/search?q=80'),
    own('/api/documents/38'),
    own('/api/search?q=70'),
    own('/api/documents/35'),
  ]);
});

test('each URL once, with its slowest step; server time takes precedence over the latency of the step', () => {
  const quick = asked(own('/api/search?q=a'), 900, {}, { serverTimingMs: { app: 10, database: 4 } });
  const slow = asked(own('/api/search?q=b'), 100, {}, { serverTimingMs: { app: 80, database: 70 } });
  const slower = asked(own('/api/search?q=b#top'), 95, {}, { serverTimingMs: { app: 90, database: 70 } });
  expect(chooseSlowRequests([quick, slow, slower], target)).toEqual([
    { stepId: slower.id, url: own('/api/search?q=b') },
    { stepId: quick.id, url: own('/api/search?q=a') },
  ]);
});

test('page loads, other servers, browser cache hits, requests that are more than their URL, the ramp and steps without a request are left out', () => {
  const failed = asked(own('/api/search?q=failed'), 60, { outcome: { status: 'failed', message: 'x' } });
  const steps = [
    asked(own('/'), 500, { kind: 'navigation' }, { matchedBy: 'navigation' }),
    asked('http://elsewhere.test/api/search?q=a', 500),
    asked(own('/api/search?q=cached'), 500, {}, { via: 'cache' }),
    asked(own('/api/search'), 500, {}, { method: 'POST' }),
    asked(own('/api/search?q=ramp'), 500, { phase: 'ramp' }),
    asked('http://[broken', 500),
    step(500, 0),
    givenUp(10_000, 0),
    failed,
  ];
  expect(chooseSlowRequests(steps, target)).toEqual([
    { stepId: failed.id, url: own('/api/search?q=failed') },
  ]);
});

test('a URL without an origin belongs to the target', () => {
  expect(urlsOf([asked('/api/search?q=a', 50)])).toEqual([own('/api/search?q=a')]);
});
