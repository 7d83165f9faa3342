import type { Browser, Page } from '@playwright/test';
import pLimit, { type LimitFunction } from 'p-limit';
import { median } from 'simple-statistics';
import { startScreencast } from './screencast.ts';

/** What films. */
export interface Camera {
  /** An empty page in which pictures are compared. */
  darkroom: Page;
  /** A picture carries the time at which its frame was on the screen: so long after the page had handed the frame over. */
  lagMs: number;
  /** Steps that are filmed side by side think together, but are taken, and their pictures compared, one at a time. */
  oneAtATime: LimitFunction;
}

/** An odd number, for a median that was seen. */
const FLASHES = 15;

/** Opens an empty page in the browser and learns there how late pictures are on this machine, which takes a second. */
export async function openCamera(browser: Browser): Promise<Camera> {
  const darkroom = await browser.newPage();
  const screencast = await startScreencast(darkroom);
  const handedOver = await darkroom.evaluate(async (flashes) => {
    const moments: number[] = [];
    for (let flash = 0; flash < flashes; flash += 1) {
      await new Promise((later) => setTimeout(later, 60));
      await new Promise((frame) => requestAnimationFrame(frame));
      document.documentElement.style.background = flash % 2 === 0 ? 'black' : 'white';
      const { port1, port2 } = new MessageChannel();
      const painted = new Promise((message) => {
        port1.onmessage = message;
      });
      port2.postMessage(0);
      await painted;
      moments.push(performance.timeOrigin + performance.now());
    }
    await new Promise((later) => setTimeout(later, 60));
    return moments;
  }, FLASHES);
  const frames = await screencast.stop();
  const lags = handedOver.flatMap((at) => {
    const next = frames.find(({ atMs }) => atMs >= at);
    return next ? [next.atMs - at] : [];
  });
  return { darkroom, lagMs: lags.length > 0 ? median(lags) : 0, oneAtATime: pLimit(1) };
}
