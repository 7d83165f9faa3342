import type { CDPSession, Page } from '@playwright/test';

/** One picture of the page. */
export interface Frame {
  /** When it was shown, in epoch milliseconds by the browser. */
  atMs: number;
  /** JPEG, base64. */
  image: string;
}

export interface Screencast {
  /** Ends it and returns all frames in order. */
  stop(): Promise<Frame[]>;
}

/** Small enough to be cheap, large enough that a changed word changes a tile. */
const LARGEST = { maxWidth: 800, maxHeight: 800 };

/**
 * Films a page over CDP: the browser sends a picture whenever the screen changes, with the time at which it did. It costs
 * what a frame costs again, so it must not run beside measured steps.
 */
export async function startScreencast(page: Page): Promise<Screencast> {
  const frames: Frame[] = [];
  const session: CDPSession = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    if (metadata.timestamp !== undefined) frames.push({ atMs: metadata.timestamp * 1000, image: data });
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 70, everyNthFrame: 1, ...LARGEST });
  return {
    async stop() {
      await session.send('Page.stopScreencast').catch(() => {});
      await session.detach().catch(() => {});
      return frames.sort((a, b) => a.atMs - b.atMs);
    },
  };
}
