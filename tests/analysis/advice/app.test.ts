import { expect, test } from '@playwright/test';
import { lastingGrowth } from '../../../src/analysis/advice/lasting-growth.ts';
import { steadyStartAt } from '../record.ts';
import { adviceOn, idsOn, product, withReadings, withReplay } from './product.ts';

const busy = () => product({ appMs: ({ path }) => (path.startsWith('/api/search') ? 60 : 0) });
const blocked = (delayMs: number, cpuMs = 700) =>
  withReadings(
    withReadings(busy(), 'metrics', (second) => ({ eventLoopDelayMs: second % 3 === 0 ? 8 : delayMs })),
    'app',
    () => ({ cpuMs }),
  );

test('a blocked event loop is found from its delays together with the server’s own time', () => {
  const profiled = withReplay(blocked(52), 'search', {
    cpu: [{ function: 'copyAll', url: 'file:///app/answer.js', line: 12, selfMs: 58 }],
  });
  const [advice, ...others] = adviceOn(profiled);
  expect(advice).toMatchObject({ id: 'app.blocked-event-loop', layer: 'app' });
  expect(advice?.evidence).toContainEqual({
    name: 'Function with the most time',
    value: 'copyAll (file:///app/answer.js:12)',
  });
  expect(others).toEqual([]);
});

test('neither of the two alone is a blocked event loop, nor is time without CPU use', () => {
  expect(idsOn(blocked(52, 80))).toEqual([]);
  expect(idsOn(blocked(12))).toEqual([]);
  expect(idsOn(withReadings(product(), 'metrics', () => ({ eventLoopDelayMs: 52 })))).toEqual([]);
  expect(idsOn({ ...blocked(52), telemetry: [] })).toEqual([]);
});

test('the CPU time that the server itself reports is used if there is no other', () => {
  const idsWith = (cpuMs: number) => {
    const made = withReadings(blocked(52), 'metrics', () => ({ cpuMs }));
    return idsOn({ ...made, telemetry: made.telemetry.filter(({ source }) => source !== 'app') });
  };
  expect(idsWith(350)).toEqual(['app.blocked-event-loop']);
  expect(idsWith(40)).toEqual([]);
});

test('the combined time of network and server is not the server’s own time', () => {
  const made = blocked(52);
  const steps = made.steps.map(({ request, ...step }) =>
    request ? { ...step, request: { ...request, serverTimingMs: {} } } : step,
  );
  expect(idsOn({ ...made, steps })).toEqual([]);
});

test('memory that grows with every request is a leak, and is reported first', () => {
  const grown = withReadings(product({ cacheEntries: 0 }), 'app', (second) => ({
    memoryBytes: 120e6 + second * 8e6 + (second % 5) * 3e6,
  }));
  const leaking = withReadings(grown, 'metrics', (second) => ({
    heapUsedBytes: 40e6 + second * 8e6 + (second % 7) * 6e6,
  }));
  // A runtime that only takes more memory for the same heap does not leak.
  expect(idsOn(grown)).toEqual(['cache.off']);
  const buffers = (bytes: number) =>
    withReadings(grown, 'metrics', (second) => ({
      externalBytes: 9e6 + second * bytes + (second % 7) * 1e6,
    }));
  expect(idsOn(buffers(0))).toEqual(['cache.off']);
  expect(idsOn(buffers(8e6))[0]).toBe('app.leak');
  // The garbage collector may not have run yet.
  const cut = leaking.telemetry.filter(({ at }) => at < steadyStartAt + 15_000);
  expect(idsOn({ ...leaking, telemetry: cut })).not.toContain('app.leak');
  const [advice, second] = adviceOn(leaking);
  expect(advice).toMatchObject({ id: 'app.leak', layer: 'app', steps: [] });
  expect(advice).not.toHaveProperty('share');
  expect(second?.id).toBe('cache.off');
});

test('memory that levels off, fluctuates or grows little is not a leak', () => {
  const memory = (bytesAt: (second: number) => number) =>
    idsOn(withReadings(product(), 'app', (second) => ({ memoryBytes: bytesAt(second) })));
  expect(memory((second) => 100e6 + 200e6 * (1 - Math.exp(-second / 6)))).toEqual([]);
  expect(memory((second) => 100e6 + (second % 10) * 20e6)).toEqual([]);
  expect(memory((second) => 100e6 + second * 0.7e6)).toEqual([]);
  const without = product();
  expect(
    idsOn({ ...without, telemetry: without.telemetry.filter(({ source }) => source === 'host') }),
  ).toEqual([]);
});

test('growth is the median of all slopes, if it is significant and lasting', () => {
  const line = Array.from({ length: 30 }, (_, x) => ({ x, y: 3 * x + (x % 4) }));
  expect(lastingGrowth(line)?.slope).toBeCloseTo(3, 1);
  expect(lastingGrowth(line.map(({ x, y }) => ({ x, y: -y })))).toBeUndefined();
  expect(lastingGrowth(line.slice(0, 3))).toBeUndefined();
  expect(lastingGrowth(line.map(({ x }) => ({ x, y: 5 })))).toBeUndefined();
  expect(lastingGrowth(line.map(({ x }) => ({ x, y: Math.min(x, 10) + x / 1000 })))).toBeUndefined();
});

test('requests that are slow only when they run concurrently are reported', () => {
  const made = (seed: number) =>
    product(
      {
        appMs: ({ path }, others) => (path.startsWith('/api/search') ? 120 * others : 0),
        engineMs: () => 25,
      },
      seed,
    );
  for (const seed of [1, 2, 3]) {
    const [advice, ...others] = adviceOn(made(seed));
    expect(advice).toMatchObject({ id: 'app.slow-together', layer: 'app' });
    expect(advice?.symptom).toContain('/api/search');
    expect(others).toEqual([]);
  }
  const alone = withReplay(made(1), 'search', { serverTimingMs: { app: 28, engine: 25 } });
  expect(idsOn(alone)).toEqual(['app.slow-together']);
  const slowAlone = withReplay(made(1), 'search', { serverTimingMs: { app: 125, engine: 25 } });
  expect(idsOn(slowAlone)).not.toContain('app.slow-together');
});

test('requests that are equally slow with and without others are not reported', () => {
  expect(idsOn(product({ appMs: () => 120, engineMs: () => 25 }))).toEqual([]);
});

test('a step with many data requests is chatty', () => {
  const chatting = (dataRequests: number, pictures = 0) =>
    product({
      waitMs: ({ name }) => (name === 'open a result' ? 60 : 0),
      change: (step, { name }) =>
        name === 'open a result'
          ? { ...step, traffic: { requests: dataRequests + pictures, dataRequests } }
          : step,
    });
  const [advice, ...others] = adviceOn(chatting(7));
  expect(advice).toMatchObject({ id: 'app.chatty' });
  expect(advice?.steps[0]?.step).toBe('open a result');
  expect(others).toEqual([]);
  expect(idsOn(chatting(3))).toEqual([]);
  expect(idsOn(chatting(1, 20))).not.toContain('app.chatty');
});
