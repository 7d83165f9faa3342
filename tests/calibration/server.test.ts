import { expect, test } from '@playwright/test';
import {
  type AnswerKind,
  answerKinds,
  kindOf,
  LATE_MS,
  LONGEST_ANSWER_MS,
  NO_ANSWER_MS,
  openAnswerTimes,
  STEP_TIMEOUT_MS,
} from '../../src/calibration/answers.ts';
import { serveKnownAnswers } from '../../src/calibration/server.ts';

let server: Awaited<ReturnType<typeof serveKnownAnswers>>;

test.beforeAll(async () => {
  server = await serveKnownAnswers(7);
});
test.afterAll(() => server.close());

/** Durations by `Server-Timing` name. */
function timesOf(response: Response): Record<string, number> {
  const header = response.headers.get('server-timing') ?? '';
  return Object.fromEntries(
    [...header.matchAll(/([\w]+);dur=([\d.]+)/g)].map(([, name, ms]) => [name, Number(ms)]),
  );
}

const ask = (question: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}answer?q=${encodeURIComponent(question)}`, { headers });

function drawn(kind: AnswerKind, seed: number, count: number): number[] {
  const next = openAnswerTimes(seed);
  return Array.from({ length: count }, () => next(kind));
}

test('every kind has its range, and the heavy tail has a median of 70 ms and a cap', () => {
  expect(new Set(drawn('fixed', 1, 10))).toEqual(new Set([70]));
  for (const kind of ['uniform', 'large'] as const) {
    const times = drawn(kind, 1, 1000);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...times)).toBeLessThan(100);
  }
  const tail = drawn('heavy-tailed', 1, 20_000).sort((a, b) => a - b);
  expect(tail[10_000]).toBeGreaterThan(67);
  expect(tail[10_000]).toBeLessThan(73);
  // ln(363 / 70) = 1.645, the 95 % point of the normal distribution.
  expect(tail[19_000]).toBeGreaterThan(340);
  expect(tail[19_000]).toBeLessThan(386);
  expect(tail.at(-1)).toBe(LONGEST_ANSWER_MS);
  expect(NO_ANSWER_MS).toBeGreaterThan(STEP_TIMEOUT_MS);
  expect(STEP_TIMEOUT_MS).toBeGreaterThan(LONGEST_ANSWER_MS);
});

test('the same seed gives the same times, whatever other kinds are drawn in between', () => {
  const next = openAnswerTimes(3);
  const alone = drawn('uniform', 3, 5);
  const between = alone.map(() => {
    next('heavy-tailed');
    return next('uniform');
  });
  expect(between).toEqual(alone);
  expect(drawn('uniform', 4, 5)).not.toEqual(alone);
});

for (const kind of answerKinds.filter((name) => name !== 'no answer')) {
  test(`an answer of the kind "${kind}" takes as long as its Server-Timing reports`, async () => {
    const askedAt = performance.now();
    const response = await ask(`${kind}: bank`);
    const { nominal, app } = timesOf(response);
    const body = await response.text();
    const tookMs = performance.now() - askedAt;
    const heldMs = (nominal as number) - (kind === 'rendered late' ? LATE_MS : 0);
    expect(heldMs).toBeGreaterThan(0);
    // The first of two parts is sent at half time.
    expect(app).toBeGreaterThanOrEqual(heldMs / (kind === 'two parts' ? 2 : 1) - 1);
    expect(tookMs).toBeGreaterThanOrEqual(heldMs - 1);
    expect(body).toContain('bank 10');
  });
}

test('of a question that is answered as it is typed, only the last letter asks for the answer', () => {
  expect(kindOf('as you type: bank 3.7')).toBe('letter');
  expect(kindOf('as you type: bank 3.7!')).toBe('as you type');
  expect(kindOf('bank!')).toBe('uniform');
});

test('concurrent answers each take as long as their Server-Timing reports', async () => {
  const responses = await Promise.all(Array.from({ length: 40 }, () => ask('bank')));
  for (const { nominal, app } of responses.map(timesOf)) {
    expect(app).toBeGreaterThanOrEqual((nominal as number) - 1);
  }
});

test('the default kind of answer is uniform', async () => {
  const other = await serveKnownAnswers(11);
  const response = await fetch(`${other.url}answer?q=bank`);
  other.close();
  expect(timesOf(response).nominal).toBeCloseTo(drawn('uniform', 11, 1)[0] as number, 2);
});

test('a large answer has 200 rows and about 200 KB', async () => {
  const body = await (await ask('large: bank')).text();
  expect((JSON.parse(body) as { results: string[] }).results).toHaveLength(200);
  expect(body.length).toBeGreaterThan(190_000);
  expect(body.length).toBeLessThan(230_000);
});

test('the first of two parts has fewer rows than the second', async () => {
  const lines = (await (await ask('two parts: bank')).text()).trimEnd().split('\n');
  const [first, second] = lines.map((line) => JSON.parse(line) as { results: string[]; more?: boolean });
  expect(first).toMatchObject({ more: true });
  expect(second?.more).toBeUndefined();
  expect(first?.results.length).toBeLessThan(second?.results.length ?? 0);
});

test('a request without an answer is ended after the time-out', async () => {
  const response = await ask('no answer: bank');
  await response.text();
  expect(timesOf(response).app).toBeGreaterThanOrEqual(NO_ANSWER_MS - 1);
});

test('a traceparent header is echoed unchanged if it is valid, and not at all otherwise', async () => {
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const echoed = await ask('fixed: bank', { traceparent: trace });
  expect(echoed.headers.get('server-timing')).toContain(`traceparent;desc="${trace}"`);
  const hostile = await ask('fixed: bank', { traceparent: 'x", evil;dur=1' });
  expect(hostile.headers.get('server-timing')).not.toContain('evil');
});

test('the page and its answers are cross-origin isolated, and the health page reports the process id', async () => {
  for (const path of ['', 'answer?q=fixed%3A+bank']) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  }
  const health = await (await fetch(`${server.url}healthz`)).json();
  expect(health).toMatchObject({ tiers: [{ name: 'app', pids: [process.pid] }] });
});
