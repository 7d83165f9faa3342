import { expect, test } from '@playwright/test';
import { watchEventLoop } from '../../src/telemetry/machine/event-loop.ts';

const BLOCK_MS = 300;
/** If a turn was due soon, it is late by less than the whole block. */
const RESOLUTION_MS = 20;

function block() {
  const from = performance.now();
  while (performance.now() - from < BLOCK_MS);
}

for (const [when, waitMs] of [
  ['in the middle of an interval', 100],
  ['right after a reading', 0],
] as const) {
  test(`a block ${when} is seen, once`, async () => {
    const began = performance.now();
    const loop = watchEventLoop();
    await new Promise((resolve) => setTimeout(resolve, 100));
    loop.read();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    block();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const delayMs = loop.read() as number;
    loop.stop();
    expect(delayMs).toBeGreaterThanOrEqual(BLOCK_MS - RESOLUTION_MS - 1);
    expect(delayMs).toBeLessThan(performance.now() - began);
    // The delay was reported, and the loop has not turned since.
    expect(loop.read()).toBeUndefined();
  });
}
