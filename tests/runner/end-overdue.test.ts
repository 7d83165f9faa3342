import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { openBarrier, reportLost, standReady } from '../../src/load/barrier.ts';
import { endOverdue } from '../../src/runner/end-overdue.ts';
import { layout } from '../../src/store/layout.ts';
import { sampleRun } from '../analysis/sample-run.ts';

/** Two looks of the watch. */
const TWO_LOOKS_MS = 2500;

test('only a user that is not known to be lost keeps the run, and is waited for no longer than it may take', async () => {
  const folder = test.info().outputPath('run');
  mkdirSync(layout(folder).samples, { recursive: true });
  const plan = { ...sampleRun({ users: 2, steadyStateMs: 1000 }).run, folder, seats: ['look up', 'look up'] };
  const barrier = await openBarrier(2, 60_000);
  for (const user of [0, 1]) standReady(barrier.url, user).catch(() => {});
  await expect.poll(barrier.ready).toBe(2);
  expect(barrier.workerOf(1)).toBe(process.pid);

  let browserEnded = 0;
  const watch = ({ workerOf }: typeof barrier) =>
    endOverdue({
      plan,
      steadyEndAt: () => 0,
      interruptedAt: () => Number.POSITIVE_INFINITY,
      endBrowser: () => {
        browserEnded += 1;
      },
      workerOf,
    });
  // A worker was killed: its users are lost, and its process id may be another's by now.
  for (const user of [0, 1]) await reportLost(barrier.url, user);
  let stop = watch(barrier);
  await pause(TWO_LOOKS_MS);
  stop();
  expect(browserEnded).toBe(0);

  const present = await openBarrier(2, 60_000);
  standReady(present.url, 1).catch(() => {});
  await expect.poll(present.ready).toBe(1);
  stop = watch(present);
  await expect.poll(() => browserEnded).toBe(1);
  stop();
  for (const one of [barrier, present]) one.close();
});
