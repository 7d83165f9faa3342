import { expect, test } from '@playwright/test';
import { estimate, narrow, now, until } from '../../src/load/clock.ts';

test('the send and receive times of a round trip bound the difference', () => {
  // Our clock went from 100 to 110 while theirs showed 1105: theirs is ahead by at least 995 and at most
  // 1005.
  const difference = narrow(undefined, { sentAt: 100, receivedAt: 110, otherAt: 1105 });
  expect(difference).toEqual({ minMs: 995, maxMs: 1005 });
  expect(estimate(difference)).toEqual({ offsetMs: 1000, boundMs: 5 });
});

test('the intervals of several round trips are intersected', () => {
  const slow = narrow(undefined, { sentAt: 0, receivedAt: 40, otherAt: 1002 });
  expect(slow).toEqual({ minMs: 962, maxMs: 1002 });
  const quick = narrow(slow, { sentAt: 100, receivedAt: 104, otherAt: 1103 });
  expect(quick).toEqual({ minMs: 999, maxMs: 1002 });
  expect(estimate(quick)).toEqual({ offsetMs: 1000.5, boundMs: 1.5 });
  // A slow round trip that adds no information changes nothing.
  expect(narrow(quick, { sentAt: 200, receivedAt: 300, otherAt: 1250 })).toEqual(quick);
});

test('if the interval contains 0, the offset is 0, and the bound is its maximum error', () => {
  expect(estimate({ minMs: -1, maxMs: 4 })).toEqual({ offsetMs: 0, boundMs: 4 });
  expect(estimate({ minMs: -4, maxMs: 1 })).toEqual({ offsetMs: 0, boundMs: 4 });
  expect(estimate({ minMs: 0, maxMs: 4 })).toEqual({ offsetMs: 0, boundMs: 4 });
});

test('a round trip that contradicts the known interval comes from another clock', () => {
  const before = { minMs: -1, maxMs: 1 };
  const after = narrow(before, { sentAt: 100, receivedAt: 104, otherAt: 3_600_102 });
  expect(after).toEqual({ minMs: 3_599_998, maxMs: 3_600_002 });
});

test('until waits for a time in the future, and not at all for one in the past', async () => {
  const at = now() + 50;
  await until(at);
  // A timer may fire a millisecond early.
  expect(now()).toBeGreaterThanOrEqual(at - 1.5);
  let waited = true;
  until(now() - 1).then(() => (waited = false));
  await new Promise((done) => setImmediate(done));
  expect(waited).toBe(false);
});
