import { expect, test } from '@playwright/test';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { analyse } from '../../src/analysis/analyse.ts';
import { groupOfLayer } from '../../src/sample/layer-groups.ts';
import type { RequestSample, StepSample } from '../../src/sample/sample.ts';
import { givenUp, record, step } from './record.ts';

type Stamps = Partial<Omit<RequestSample, 'url' | 'matchedBy'>>;

const requestOf = (stamps: Stamps): RequestSample => ({
  url: '/',
  matchedBy: 'traceparent',
  startMs: 4,
  serverTimingMs: {},
  ...stamps,
});

/** A step of 100 ms whose document is settled after 90. */
const settled = (request?: RequestSample, changes: Partial<StepSample> = {}) =>
  step(100, 0, { paint: { settledMs: 90, frameMs: 100 }, ...(request && { request }), ...changes });

const layersOf = (...steps: StepSample[]) => analyse(record({ steps })).steps[0]?.layersMs;
const namesOf = (...steps: StepSample[]) => Object.keys(layersOf(...steps) ?? {});

/** All possible timestamps: 10 ms of queue, 50 between the sent request and the first byte, 6 of download. */
const full: Stamps = { redirectMs: 2, sentMs: 16, responseStartMs: 66, responseEndMs: 72 };

test('every timestamp ends a layer, in chronological order', () => {
  const request = requestOf({ ...full, serverTimingMs: { app: 40, database: 15, engine: 5 } });
  const one = settled(request, { inputDelayMs: 1 });
  expect(layersOf(one)).toEqual({
    inputDelay: 1,
    beforeRequest: 3,
    redirect: 2,
    queue: 10,
    network: 10,
    app: 20,
    database: 15,
    engine: 5,
    download: 6,
    afterAnswer: 18,
    paint: 10,
  });
  expect(namesOf(one)).toEqual([
    'inputDelay',
    'beforeRequest',
    'redirect',
    'queue',
    'network',
    'app',
    'database',
    'engine',
    'download',
    'afterAnswer',
    'paint',
  ]);
});

test('between a browser and a server on one machine there is no network, but a hand-over', () => {
  for (const url of ['http://127.0.0.1:3000/q', 'http://localhost/q', 'http://[::1]:80/q']) {
    const local = settled({ ...requestOf({ ...full, serverTimingMs: { app: 40 } }), url });
    expect(layersOf(local)).toMatchObject({ queue: 10, handOver: 10, app: 40, localDownload: 6 });
    expect(namesOf(local)).not.toContain('network');
  }
  const remote = {
    ...requestOf({ ...full, serverTimingMs: { app: 40 } }),
    url: 'http://127.0.0.1.example/q',
  };
  expect(layersOf(settled(remote))).toMatchObject({ network: 10, download: 6 });
  expect(['handOver', 'localDownload'].map(groupOfLayer)).toEqual(['machine', 'machine']);
});

test('a calibrated machine takes its own share off the network, at most all of it', () => {
  const elsewhere = (handOverMs: number, serverTimingMs: RequestSample['serverTimingMs']) =>
    layersOf(settled(requestOf({ ...full, handOverMs, serverTimingMs })));
  expect(elsewhere(4, { app: 40 })).toMatchObject({ handOver: 4, network: 6, app: 40 });
  expect(elsewhere(30, { app: 40 })).toMatchObject({ handOver: 10, network: 0, app: 40 });
  expect(elsewhere(4, { database: 40 })).toMatchObject({ handOver: 4, request: 6, database: 40 });
  expect(elsewhere(4, {})).toMatchObject({ handOver: 4, request: 46 });
});

test('making a connection is the network’s; waiting for one is the browser’s', () => {
  const found = layersOf(settled(requestOf({ ...full, connectMs: 7 })));
  expect(found).toMatchObject({ queue: 3, connect: 7, request: 50 });
  expect(['queue', 'connect'].map(groupOfLayer)).toEqual(['browser', 'network']);
});

test('without Server-Timing network and server are one layer', () => {
  expect(layersOf(settled(requestOf(full)))).toEqual({
    beforeRequest: 4,
    redirect: 2,
    queue: 10,
    request: 50,
    download: 6,
    afterAnswer: 18,
    paint: 10,
  });
});

test('a cross-origin request without Timing-Allow-Origin is one layer from its start to its end', () => {
  expect(layersOf(settled(requestOf({ responseEndMs: 72 })))).toEqual({
    beforeRequest: 4,
    request: 68,
    afterAnswer: 18,
    paint: 10,
  });
});

test('a response from the browser cache is one layer, whatever other timestamps there are', () => {
  expect(layersOf(settled(requestOf({ ...full, redirectMs: undefined, via: 'cache' } as Stamps)))).toEqual({
    beforeRequest: 4,
    browserCache: 68,
    afterAnswer: 18,
    paint: 10,
  });
});

test('a service worker is a layer unless the server behind it reports its times', () => {
  const passed = requestOf({ ...full, via: 'service worker', serverTimingMs: { app: 30 } });
  const answered = requestOf({ ...full, via: 'service worker' });
  expect(layersOf(settled(answered))).toMatchObject({ queue: 10, serviceWorker: 50, download: 6 });
  expect(layersOf(settled(passed))).toMatchObject({ queue: 10, network: 20, app: 30, download: 6 });
  expect(layersOf(settled(passed))).not.toHaveProperty('serviceWorker');
});

test('time that no timestamp explains is not split', () => {
  expect(layersOf(settled(undefined, { inputDelayMs: 5 }))).toEqual({
    inputDelay: 5,
    remainder: 85,
    paint: 10,
  });
  // Nothing but the latency.
  expect(layersOf(step(100, 0))).toEqual({ remainder: 100 });
  // The response had not ended when the page was read.
  expect(layersOf(settled(requestOf({ sentMs: 16, responseStartMs: 66 })))).toEqual({
    beforeRequest: 4,
    queue: 12,
    request: 50,
    remainder: 24,
    paint: 10,
  });
  // The time at which the document settled is unknown.
  expect(layersOf(step(100, 0, { request: requestOf(full) }))).toMatchObject({ download: 6, remainder: 28 });
});

test('a page without requests did all of the work itself', () => {
  const traffic = { requests: 0 };
  expect(layersOf(settled(undefined, { traffic, inputDelayMs: 5 }))).toEqual({
    inputDelay: 5,
    afterAnswer: 85,
    paint: 10,
  });
});

test('a request that ends after the settled document counts until then', () => {
  const streamed = requestOf({ sentMs: 16, responseStartMs: 30, responseEndMs: 400 });
  expect(layersOf(settled(streamed))).toEqual({
    beforeRequest: 4,
    queue: 12,
    request: 14,
    download: 60,
    afterAnswer: 0,
    paint: 10,
  });
});

test('the time of a request before the input does not count', () => {
  const early = requestOf({
    startMs: -40,
    sentMs: -30,
    responseStartMs: 20,
    responseEndMs: 25,
    serverTimingMs: { app: 45, database: 15 },
  });
  expect(layersOf(settled(early))).toEqual({
    beforeRequest: 0,
    queue: 0,
    network: expect.closeTo(0, 9),
    // 45 ms in the 20 ms after the input: each tier is scaled down proportionally.
    app: expect.closeTo((30 / 45) * 20, 9),
    database: expect.closeTo((15 / 45) * 20, 9),
    download: 5,
    afterAnswer: 65,
    paint: 10,
  });
});

/** The layers of one step whose request takes 60 ms from being sent to its first byte. */
const timed = (serverTimingMs: Record<string, number>) =>
  layersOf(settled(requestOf({ sentMs: 4, responseStartMs: 64, responseEndMs: 64, serverTimingMs })));
const around = { beforeRequest: 4, queue: 0, download: 0, afterAnswer: 26, paint: 10 };

test('total covers the work of the server like app', () => {
  const split = { ...around, network: 10, app: 30, database: 20 };
  expect(timed({ total: 50, database: 20 })).toEqual(split);
  expect(timed({ total: 50, app: 45, database: 20 })).toEqual(split);
});

test('if a server reports only parts of its work, the rest is one layer for network and server', () => {
  expect(timed({ db: 12 })).toEqual({ ...around, request: 48, db: 12 });
  const rails = { 'process_action.action_controller': 40, 'sql.active_record': 15 };
  expect(timed(rails)).toEqual({ ...around, network: 20, app: 25, 'sql.active_record': 15 });
});

test('tiers are assigned to layers by the names that products use', () => {
  const layers = {
    MySQL: 'database',
    'sql.active_record': 'database',
    OpenSearch: 'engine',
    memcached: 'cache',
    'page-cache': 'cache',
    'cdn-cache': 'network',
    edge: 'network',
    render: 'app',
    constructor: 'app',
  };
  for (const [name, layer] of Object.entries(layers)) expect(groupOfLayer(name), name).toBe(layer);
});

test('the server never takes longer than the request', () => {
  expect(timed({ app: 90, database: 60, engine: 60 })).toEqual({
    ...around,
    network: 0,
    app: 0,
    database: 30,
    engine: 30,
  });
});

test('a tier with the name of a built-in layer does not overwrite it, and any name is possible', () => {
  expect(timed({ app: 50, network: 5, paint: 6, remainder: 7, constructor: 8 })).toEqual({
    ...around,
    network: 10,
    app: 24,
    'network (server)': 5,
    'paint (server)': 6,
    'remainder (server)': 7,
    constructor: 8,
  });
});

test('a typical step is the mean of the middle fifth, so that the layers add up', () => {
  // 10 steps of 10 to 100 ms: the middle fifth are those of 50 and 60 ms.
  const steps = Array.from({ length: 10 }, (_, index) => {
    const ms = (index + 1) * 10;
    return step(ms, index, { paint: { settledMs: ms - index, frameMs: ms } });
  });
  const [typical] = analyse(record({ steps: steps.toReversed() })).steps;
  expect(typical?.layeredMs).toBe(55);
  expect(typical?.layersMs).toEqual({ remainder: 50.5, paint: 4.5 });
});

test('the typical step is the only one, the mean of two, or the middle one of three', () => {
  const layered = (...ms: number[]) =>
    analyse(record({ steps: ms.map((each) => step(each, 0)) })).steps[0]?.layeredMs;
  expect(layered(70)).toBe(70);
  expect(layered(70, 20)).toBe(45);
  expect(layered(900, 20, 70)).toBe(70);
});

test('the slowest 5 % of 20 or more steps have layers of their own, which add up too', () => {
  // 40 steps of 10 to 400 ms; the two slowest spend 300 and 301 ms on painting.
  const steps = Array.from({ length: 40 }, (_, index) => {
    const ms = (index + 1) * 10;
    const paintMs = index >= 38 ? 262 + index : 5;
    return step(ms, index, { paint: { settledMs: ms - paintMs, frameMs: ms } });
  });
  const [analysed] = analyse(record({ steps: steps.toReversed() })).steps;
  expect(analysed?.slowLayeredMs).toBe(395);
  expect(analysed?.slowLayersMs).toEqual({ remainder: 94.5, paint: 300.5 });
  expect(analysed?.layersMs).toEqual({ remainder: 200, paint: 5 });

  const [twenty] = analyse(record({ steps: steps.slice(0, 20) })).steps;
  expect(twenty?.slowLayeredMs).toBe(200);
  const [few] = analyse(record({ steps: steps.slice(0, 19) })).steps;
  expect(few).not.toHaveProperty('slowLayersMs');
  expect(few).not.toHaveProperty('slowLayeredMs');
});

test('steps that timed out or failed have no layers', () => {
  const [only] = analyse(record({ steps: [givenUp(10_000, 0)] })).steps;
  expect(only?.layersMs).toEqual({});
  expect(only).not.toHaveProperty('layeredMs');
  expect(layersOf(givenUp(10_000, 0), step(30, 0))).toEqual({ remainder: 30 });
});

test('if only some requests have server times, each step is split as far as possible', () => {
  const told = settled(requestOf({ ...full, serverTimingMs: { app: 30, cache: 10 } }));
  const silent = settled(requestOf(full));
  const mixed = layersOf(told, silent);
  expect(mixed).toMatchObject({ network: 10, request: 25, app: 10, cache: 5, queue: 10, download: 6 });
  expect(Object.values(mixed ?? {}).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(100, 9);
});

test('whatever the timestamps, the layers add up to the latency and none is below 0', () => {
  const random = xoroshiro128plus(11);
  const between = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
  const sometimes = <Value>(name: string, value: Value) =>
    uniformFloat64(random) < 0.7 ? { [name]: value } : {};
  const names = ['app', 'total', 'database', 'network', 'a b', 'download'];
  const wrong: string[] = [];
  for (let trial = 0; trial < 2000; trial += 1) {
    const steps = Array.from({ length: 1 + (trial % 9) }, () => {
      const ms = between(0, 300);
      const serverTimingMs = Object.fromEntries(
        names.flatMap((name) => (uniformFloat64(random) < 0.4 ? [[name, between(0, 120)]] : [])),
      );
      const request = requestOf({
        startMs: between(-50, 200),
        ...sometimes('via', uniformFloat64(random) < 0.5 ? 'cache' : 'service worker'),
        ...sometimes('redirectMs', between(0, 60)),
        ...sometimes('sentMs', between(-50, 300)),
        ...sometimes('responseStartMs', between(-50, 400)),
        ...sometimes('responseEndMs', between(-50, 500)),
        serverTimingMs: uniformFloat64(random) < 0.5 ? serverTimingMs : {},
      });
      return step(ms, 0, {
        paint: { frameMs: ms, ...sometimes('settledMs', between(-5, 320)) },
        ...sometimes('inputDelayMs', between(0, 100)),
        ...sometimes('request', request),
      });
    });
    const [analysed] = analyse(record({ steps })).steps;
    const layersMs = Object.values(analysed?.layersMs ?? {});
    const sum = layersMs.reduce((total, ms) => total + ms, 0);
    if (!(Math.abs(sum - (analysed?.layeredMs ?? Number.NaN)) < 1e-6)) wrong.push(`trial ${trial}: sum`);
    if (!(Math.min(...layersMs) >= 0)) wrong.push(`trial ${trial}: below 0`);
  }
  expect(wrong).toEqual([]);
});
