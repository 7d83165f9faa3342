import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { keepRunnersTime, openBarrier, reportLost, standReady } from '../../src/load/barrier.ts';
import { now, setClock } from '../../src/load/clock.ts';

const schedule = { releasedAt: 1, steadyStartAt: 2, steadyEndAt: 3 };

test('no user passes before all are ready and the barrier is released', async () => {
  const barrier = await openBarrier(3, 60_000);
  let passed = 0;
  const users = [0, 1].map((user) => standReady(barrier.url, user).then((got) => [got, (passed += 1)]));
  await expect.poll(() => barrier.ready()).toBe(2);
  const last = standReady(barrier.url, 2);
  expect(await barrier.complete).toEqual({ ready: [0, 1, 2], lost: [] });
  expect(passed).toBe(0);
  barrier.release(schedule);
  await Promise.all(users);
  expect(await last).toEqual(schedule);
  barrier.close();
});

test('a lost user does not hold up the others', async () => {
  const barrier = await openBarrier(2, 60_000);
  const user = standReady(barrier.url, 0);
  await reportLost(barrier.url, 1);
  expect(await barrier.complete).toEqual({ ready: [0], lost: [1] });
  barrier.release(schedule);
  expect(await user).toEqual(schedule);
  barrier.close();
});

test('a user that is ready, then lost, then reported again counts once', async () => {
  const barrier = await openBarrier(3, 60_000);
  let complete = false;
  barrier.complete.then(() => (complete = true));
  const waiting = [0, 1].map((user) => standReady(barrier.url, user));
  await expect.poll(() => barrier.ready()).toBe(2);
  await reportLost(barrier.url, 1);
  await reportLost(barrier.url, 1);
  expect(barrier.ready()).toBe(1);
  // User 2 is still missing; this round trip follows everything that could have released the others.
  await keepRunnersTime(barrier.url);
  expect(complete).toBe(false);
  waiting.push(standReady(barrier.url, 2));
  expect(await barrier.complete).toEqual({ ready: [0, 2], lost: [1] });
  barrier.release(schedule);
  await Promise.all(waiting);
  barrier.close();
});

test('the wait times out, and a user that comes after the release passes at once', async () => {
  const barrier = await openBarrier(2, 50);
  expect(await barrier.complete).toEqual({ ready: [], lost: [0, 1] });
  barrier.release(schedule);
  expect(await standReady(barrier.url, 1)).toEqual(schedule);
  barrier.close();
});

test('a waiting user gets an error if the barrier closes', async () => {
  const barrier = await openBarrier(2, 60_000);
  const user = standReady(barrier.url, 0);
  user.catch(() => {});
  await expect.poll(() => barrier.ready()).toBe(1);
  barrier.close();
  await expect(user).rejects.toThrow();
});

test('a worker on the same clock keeps its own clock', async () => {
  const barrier = await openBarrier(1, 60_000);
  const { offsetMs, boundMs } = await keepRunnersTime(barrier.url);
  expect(offsetMs).toBe(0);
  expect(boundMs).toBeGreaterThan(0);
  barrier.close();
});

test('a worker whose clock was set back an hour is set to the runner’s clock', async () => {
  const HOUR_MS = 3_600_000;
  const runnersNow = () => performance.timeOrigin + performance.now() + HOUR_MS;
  const runner = createServer((_request, response) => response.end(String(runnersNow())));
  runner.listen(0, '127.0.0.1');
  await new Promise((listening) => runner.once('listening', listening));
  const { offsetMs, boundMs } = await keepRunnersTime(
    `http://127.0.0.1:${(runner.address() as AddressInfo).port}`,
  );
  expect(Math.abs(offsetMs + HOUR_MS)).toBeLessThanOrEqual(boundMs);
  expect(Math.abs(now() - runnersNow())).toBeLessThanOrEqual(boundMs + 1);
  runner.close();

  // Restore the process's own clock for other tests.
  await setClock(async () => performance.timeOrigin + performance.now(), 1);
});
