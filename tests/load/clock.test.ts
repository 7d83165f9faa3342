import { expect, test } from '@playwright/test';
import { estimate, narrow, now, until } from '../../src/load/clock.ts';

test('a round trip bounds the difference by when it was sent and when it came back', () => {
  // Ours went from 100 to 110 while theirs showed 1105: theirs is ahead by 995 at least and 1005 at most.
  const difference = narrow(undefined, { sentAt: 100, receivedAt: 110, otherAt: 1105 });
  expect(difference).toEqual({ minMs: 995, maxMs: 1005 });
  expect(estimate(difference)).toEqual({ offsetMs: 1000, boundMs: 5 });
});

test('several round trips leave what all of them allow', () => {
  const slow = narrow(undefined, { sentAt: 0, receivedAt: 40, otherAt: 1002 });
  expect(slow).toEqual({ minMs: 962, maxMs: 1002 });
  const quick = narrow(slow, { sentAt: 100, receivedAt: 104, otherAt: 1103 });
  expect(quick).toEqual({ minMs: 999, maxMs: 1002 });
  expect(estimate(quick)).toEqual({ offsetMs: 1000.5, boundMs: 1.5 });
  // A slow one that adds nothing changes nothing.
  expect(narrow(quick, { sentAt: 200, receivedAt: 300, otherAt: 1250 })).toEqual(quick);
});

test('where no difference is possible there is none, and the bound says how wrong that can be', () => {
  expect(estimate({ minMs: -1, maxMs: 4 })).toEqual({ offsetMs: 0, boundMs: 4 });
  expect(estimate({ minMs: -4, maxMs: 1 })).toEqual({ offsetMs: 0, boundMs: 4 });
  expect(estimate({ minMs: 0, maxMs: 4 })).toEqual({ offsetMs: 0, boundMs: 4 });
});

test('an answer that contradicts what is known comes from another clock', () => {
  const before = { minMs: -1, maxMs: 1 };
  const after = narrow(before, { sentAt: 100, receivedAt: 104, otherAt: 3_600_102 });
  expect(after).toEqual({ minMs: 3_599_998, maxMs: 3_600_002 });
});

test('until waits for the moment, and not at all for one that has passed', async () => {
  const at = now() + 50;
  await until(at);
  // A timer may fire a millisecond early.
  expect(now()).toBeGreaterThanOrEqual(at - 1.5);
  let waited = true;
  until(now() - 1).then(() => (waited = false));
  await new Promise((done) => setImmediate(done));
  expect(waited).toBe(false);
});
