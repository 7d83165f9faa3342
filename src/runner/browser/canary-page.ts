import { afterNextFrame } from '../../capture/frame.ts';
import type { CanaryReading } from './canary.ts';

/** Runs inside the canary's page. It waits for nothing outside the page, so nothing outside can delay it. */

declare global {
  interface Window {
    tellCanaryReading(reading: CanaryReading): void;
  }
}

const EVERY_MS = 1000;
/** The known time that the canary takes to respond. */
const WAIT_MS = 50;

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

async function run(): Promise<never> {
  let paintedAt = performance.now();
  for (;;) {
    await pause(EVERY_MS - WAIT_MS);
    const askedAt = performance.now();
    await pause(WAIT_MS);
    document.body.textContent = String(askedAt);
    const shownAt = await afterNextFrame();
    window.tellCanaryReading({
      delayMs: shownAt - askedAt - WAIT_MS,
      intervalMs: shownAt - paintedAt,
    });
    paintedAt = shownAt;
  }
}

run();
