import { expect, test } from '@playwright/test';
import type { AuditSample, StepSample } from '../../../src/sample/sample.ts';
import { steadyStartAt } from '../record.ts';
import { type Asked, adviceOn, idsOn, product } from './product.ts';

const audit = (page: AuditSample['page'], audits: Record<string, number>): AuditSample => ({
  type: 'audit',
  page,
  url: `http://127.0.0.1:4310/${page}`,
  at: steadyStartAt + 60_000,
  round: 0,
  categories: { performance: 1 },
  audits: { 'first-contentful-paint': 300, interactive: 400, ...audits },
});

const withAudit = (audits: Record<string, number>) => {
  const made = product();
  return { ...made, facts: [audit('results', audits)] };
};

const onHome = (changes: (step: StepSample) => Partial<StepSample>) =>
  product({ change: (step, { name }) => (name === 'open home' ? { ...step, ...changes(step) } : step) });

test('a script that blocks rendering is reported with its URL', () => {
  const url = 'http://127.0.0.1:4310/scripts/consent.js';
  const made = onHome((step) => ({
    responseMs: (step.responseMs ?? 0) + 400,
    paint: { settledMs: (step.paint.settledMs ?? 0) + 400, frameMs: (step.paint.frameMs ?? 0) + 400 },
    blocking: { url, durationMs: 404 },
  }));
  const [advice, ...others] = adviceOn(made);
  expect(advice).toMatchObject({ id: 'browser.render-blocking', layer: 'browser', change: { kind: 'html' } });
  expect(advice?.change.snippet).toBe('<script src="/scripts/consent.js" defer></script>');
  expect(advice?.share).toBeGreaterThan(0.03);
  expect(others).toEqual([]);
});

test('a style sheet gets different advice, and Lighthouse’s audit counts too', () => {
  const [advice] = adviceOn(onHome(() => ({ blocking: { url: '/main.css?v=2', durationMs: 150 } })));
  expect(advice?.change.snippet).toContain('rel="preload"');
  const [seen, ...more] = adviceOn(withAudit({ 'render-blocking-resources': 640 }));
  expect(seen?.id).toBe('browser.render-blocking');
  // Lighthouse's figure does not say which kind of resource it is.
  expect(seen?.change.snippet).toBeUndefined();
  expect(more).toEqual([]);
  expect(idsOn(withAudit({ 'render-blocking-resources': 60 }))).toEqual([]);
});

test('a script from another server keeps its origin', () => {
  const url = 'https://consent.example/all.js';
  const [advice] = adviceOn(onHome(() => ({ blocking: { url, durationMs: 150 } })));
  expect(advice?.change.snippet).toBe(`<script src="${url}" defer></script>`);
});

test('a page that requests its data late is a waterfall', () => {
  const made = onHome(({ request }) => ({
    responseMs: 320,
    paint: { settledMs: 310, frameMs: 320 },
    request: {
      ...(request as NonNullable<StepSample['request']>),
      url: 'http://127.0.0.1:4310/api/home?x="y',
      matchedBy: 'traceparent',
      startMs: 210,
      sentMs: 212,
      responseStartMs: 260,
      responseEndMs: 270,
    },
  }));
  const [advice, ...others] = adviceOn(made);
  expect(advice?.id).toBe('browser.waterfall');
  // A slow document, which takes all but 70 ms of that time, is not counted.
  const slowDocument = made.steps.map((step) =>
    step.vitals.ttfbMs === undefined ? step : { ...step, vitals: { ...step.vitals, ttfbMs: 140 } },
  );
  expect(idsOn({ ...made, steps: slowDocument })).toEqual([]);
  expect(advice?.change.snippet).toBe(
    '<link rel="preload" href="http://127.0.0.1:4310/api/home?x=y" as="fetch" crossorigin>',
  );
  expect(others).toEqual([]);
});

test('a search box that waits before it sends a request is found', () => {
  const waiting = (ms: number) => product({ waitMs: ({ name }: Asked) => (name === 'type' ? ms : 0) });
  const [advice, ...others] = adviceOn(waiting(80));
  expect(advice).toMatchObject({
    id: 'browser.waits-before-asking',
    steps: [{ journey: 'look up', step: 'type' }],
  });
  expect(others).toEqual([]);
  expect(idsOn(waiting(10))).toEqual([]);
});

test('a page that repeats requests for what it has shown is found', () => {
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(product({ asksAgain: true }, seed));
    expect(advice).toMatchObject({
      id: 'browser.asks-again',
      layer: 'browser',
      steps: [{ journey: 'search and refine', step: 'go back' }],
    });
    expect(others).toEqual([]);
  }
});

test('long frames with a script in every third step are found, unless the machine was busy', () => {
  let count = 0;
  const made = product({
    change: (step, { name }) =>
      name === 'search' && (count += 1) % 3 === 0
        ? {
            ...step,
            responseMs: (step.responseMs ?? 0) + 160,
            paint: { settledMs: (step.paint.settledMs ?? 0) + 160, frameMs: (step.paint.frameMs ?? 0) + 160 },
            longFrame: {
              startMs: 5,
              durationMs: 180,
              blockingMs: 130,
              script: { invoker: 'FORM.onsubmit', url: '/main.js', durationMs: 150 },
            },
          }
        : step,
  });
  const [advice, ...others] = adviceOn(made);
  expect(advice).toMatchObject({ id: 'browser.long-tasks' });
  expect(advice?.evidence).toContainEqual({ name: 'Script', value: '/main.js' });
  expect(others).toEqual([]);
  const telemetry = made.telemetry.map((sample) =>
    sample.source === 'host' ? { ...sample, values: { ...sample.values, cpuShare: 0.99 } } : sample,
  );
  expect(idsOn({ ...made, telemetry })).toEqual([]);
});

test('a page with too many elements is found', () => {
  const [advice] = adviceOn(withAudit({ 'dom-size': 5200 }));
  expect(advice).toMatchObject({ id: 'browser.too-much-dom', steps: [] });
  expect(advice).not.toHaveProperty('share');
  expect(idsOn(withAudit({ 'dom-size-insight': 900 }))).toEqual([]);
});

const shifted = (of: string) => (step: StepSample) => ({
  vitals: { ...step.vitals, cls: 0.31 },
  shift: { value: 0.31, of },
});

test('a layout shift is reported with the element that moved, and images separately', () => {
  const [advice, ...others] = adviceOn(onHome(shifted('section.results')));
  expect(advice).toMatchObject({ id: 'browser.layout-shift', layer: 'browser' });
  expect(advice?.evidence).toContainEqual({
    name: 'Element that moved most often',
    value: 'section.results',
  });
  expect(others).toEqual([]);
  expect(idsOn(onHome(shifted('img.cover')))).toEqual(['browser.unsized-image']);
  let count = 0;
  const once = onHome((step) => ((count += 1) === 3 ? shifted('main')(step) : {}));
  expect(idsOn(once)).toEqual([]);
});

test('a page that keeps everything it has shown is a leak, and is reported first', () => {
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(product({ keptBytes: 2 ** 21 }, seed));
    expect(advice).toMatchObject({ id: 'browser.leak', layer: 'browser', steps: [] });
    expect(others).toEqual([]);
  }
  expect(idsOn(product({ keptBytes: 2 ** 16 }))).toEqual([]);
});

test('a single page that grows is not a leak of the product', () => {
  const made = product();
  let bytes = 5e6;
  const steps = made.steps.map((step) => (step.user === 1 ? { ...step, jsHeapBytes: (bytes += 3e6) } : step));
  expect(idsOn({ ...made, steps })).toEqual([]);
});
