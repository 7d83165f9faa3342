import { expect, test } from '@playwright/test';
import { openBarrier, reportLost, standReady } from '../../src/load/barrier.ts';

const schedule = { releasedAt: 1, steadyStartAt: 2, steadyEndAt: 3 };

test('nobody passes before all are ready and the barrier is released', async () => {
  const barrier = await openBarrier(3, 60_000);
  let passed = 0;
  const users = [0, 1].map(() => standReady(barrier.url).then((got) => [got, (passed += 1)]));
  await expect.poll(() => barrier.ready()).toBe(2);
  const last = standReady(barrier.url);
  expect(await barrier.complete).toEqual({ ready: 3, lost: 0 });
  expect(passed).toBe(0);
  barrier.release(schedule);
  await Promise.all(users);
  expect(await last).toEqual(schedule);
  barrier.close();
});

test('a lost user does not hold up the others', async () => {
  const barrier = await openBarrier(2, 60_000);
  const user = standReady(barrier.url);
  await reportLost(barrier.url);
  expect(await barrier.complete).toEqual({ ready: 1, lost: 1 });
  barrier.release(schedule);
  expect(await user).toEqual(schedule);
  barrier.close();
});

test('patience ends, and who comes later than the release passes at once', async () => {
  const barrier = await openBarrier(2, 50);
  expect(await barrier.complete).toEqual({ ready: 0, lost: 2 });
  barrier.release(schedule);
  expect(await standReady(barrier.url)).toEqual(schedule);
  barrier.close();
});

test('a waiting user hears when the barrier goes away', async () => {
  const barrier = await openBarrier(2, 60_000);
  const user = standReady(barrier.url);
  user.catch(() => {});
  await expect.poll(() => barrier.ready()).toBe(1);
  barrier.close();
  await expect(user).rejects.toThrow();
});
