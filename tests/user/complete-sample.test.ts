import { expect, test } from '@playwright/test';
import { StepSample } from '../../src/sample/sample.ts';
import { completeSample, endOnRunnersClock, type TakenStep } from '../../src/user/complete-sample.ts';
import { openPageTime } from '../../src/user/page-time.ts';

const facts = {
  type: 'step' as const,
  id: '0'.repeat(32),
  user: 3,
  journey: 'ask',
  step: 'ask',
  kind: 'query' as const,
  iteration: 0,
  phase: 'steady' as const,
  viewport: '400×300',
  intendedAt: 1000,
};

/** The page's clock is 500 ms ahead of the runner's, known to 2 ms. */
function halfASecondAhead() {
  const time = openPageTime();
  time.heard({ sentAt: 100, receivedAt: 104, otherAt: 602 });
  return time;
}

const settled: TakenStep = {
  outcome: { status: 'ok' },
  inputAt: 1510,
  settledAt: 1580,
  frameAt: 1590,
  endedAt: 1590,
  endedBy: 'page',
  actedAt: 1004,
  workerDelayMs: 3,
};
const nothing = { vitals: {}, errors: [] };

test("timestamps are by the runner's clock, durations by the page's clock", () => {
  const time = halfASecondAhead();
  const sample = completeSample(facts, settled, nothing, time);
  expect(StepSample.parse(sample)).toEqual({
    ...facts,
    outcome: { status: 'ok' },
    inputAt: 1010,
    responseMs: 80,
    lagMs: 10,
    workerDelayMs: 3,
    correctedMs: 90,
    paintSource: 'frame',
    paint: { settledMs: 70, frameMs: 80 },
    vitals: {},
  });
  expect(endOnRunnersClock(settled, time, 2000)).toBe(1090);
});

test('late details are in the sample, and the contentful paint takes precedence over the frame', () => {
  const request = { url: 'http://x/', matchedBy: 'time' as const, startMs: 1, serverTimingMs: {} };
  const details = {
    ...nothing,
    contentfulMs: 75,
    presentationMs: 77,
    inputDelayMs: 4,
    request: { ...request, status: 500 },
    longFrame: { startMs: -5, durationMs: 60, blockingMs: 10 },
    softNavigation: { url: 'http://x/y' },
    traffic: { requests: 2, dataRequests: 1, transferBytes: 900 },
    blocking: { url: 'http://x/large.css', durationMs: 300 },
    shift: { value: 0.2, of: 'main#results' },
    jsHeapBytes: 3_000_000,
  };
  const sample = completeSample({ ...facts, side: 'head' }, settled, details, halfASecondAhead());
  expect(StepSample.parse(sample)).toMatchObject({
    // A request matched only by its time does not prove that the step failed.
    outcome: { status: 'ok' },
    responseMs: 75,
    correctedMs: 85,
    paintSource: 'contentful',
    inputDelayMs: 4,
    longFrame: details.longFrame,
    softNavigation: details.softNavigation,
    side: 'head',
    traffic: { requests: 2, dataRequests: 1, transferBytes: 900 },
    blocking: details.blocking,
    shift: details.shift,
    jsHeapBytes: 3_000_000,
  });
  const traced = { ...details, request: { ...details.request, matchedBy: 'traceparent' as const } };
  expect(completeSample(facts, settled, traced, halfASecondAhead()).outcome).toEqual({
    status: 'failed',
    message: 'the request failed with status 500',
  });
});

test('a partial response is an error, unless it may belong to something else', () => {
  const outcomeWith = (
    matchedBy: 'traceparent' | 'navigation' | 'time',
    serverTimingDesc: Record<string, string>,
    result = settled,
  ) => {
    const request = {
      url: 'http://x/',
      matchedBy,
      startMs: 1,
      status: 200,
      serverTimingMs: {},
      serverTimingDesc,
    };
    return completeSample(facts, result, { ...nothing, request }, halfASecondAhead()).outcome;
  };
  const partial = { cache: 'miss', engine: 'partial' };
  const message = 'the response is partial: the product stopped before it had searched everything';
  expect(outcomeWith('traceparent', partial)).toEqual({ status: 'failed', message });
  expect(outcomeWith('navigation', partial)).toEqual({ status: 'failed', message });
  expect(outcomeWith('time', partial)).toEqual({ status: 'ok' });
  expect(outcomeWith('traceparent', { engine: 'full', hits: '12' })).toEqual({ status: 'ok' });
  const givenUp: TakenStep = { ...settled, outcome: { status: 'timeout', message: 'too late' } };
  expect(outcomeWith('traceparent', partial, givenUp)).toEqual(givenUp.outcome);
});

test('a step without an input has neither response time nor lag', () => {
  const result: TakenStep = {
    outcome: { status: 'failed', message: 'nothing there' },
    endedAt: 1300,
    endedBy: 'worker',
  };
  const sample = completeSample(facts, result, nothing, halfASecondAhead());
  expect(sample).toMatchObject({ lagMs: 0, correctedMs: 300 });
  expect(sample).not.toHaveProperty('responseMs');
  expect(sample).not.toHaveProperty('inputAt');
});

test("a step ends after its input was sent and not in the future, whatever the page's clock shows", () => {
  const hourAhead = { ...settled, endedAt: settled.endedAt + 3_600_000 };
  expect(endOnRunnersClock(hourAhead, halfASecondAhead(), 1100)).toBe(1100);
  const hourBehind = { ...settled, endedAt: settled.endedAt - 3_600_000 };
  expect(endOnRunnersClock(hourBehind, halfASecondAhead(), 1100)).toBe(1004);
});

test("a change of the page's clock is detected, and the new clock is used from then on", () => {
  const time = halfASecondAhead();
  expect(time.reading()).toEqual({ offsetMs: 500, boundMs: 2 });
  expect(time.heard({ sentAt: 200, receivedAt: 203, otherAt: 702 })).toBe(false);
  expect(time.reading()).toEqual({ offsetMs: 500.5, boundMs: 1.5 });
  expect(time.heard({ sentAt: 300, receivedAt: 302, otherAt: 301 })).toBe(true);
  expect(time.reading()).toEqual({ offsetMs: 0, boundMs: 1 });
  expect(time.onRunnersClock(400)).toBe(400);
});
