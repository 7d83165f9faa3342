import { chromium } from '@playwright/test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { browserArguments, findBrowser } from '../browser/browser.ts';

const STOPPED = 'the audits were stopped';

/** Starts browsers for audits, one at a time, each with a fresh profile and an empty cache. */
export interface AuditBrowsers {
  /** Calls `act` with a fresh browser, then closes it. Rejects if that takes longer than `patienceMs`. */
  withFresh<Result>(act: (browser: Browser) => Promise<Result>, patienceMs: number): Promise<Result>;
  /** Whether `close` was called, which then explains any failure. */
  isClosed(): boolean;
  /** Closes the open browser, and refuses to start another. */
  close(): Promise<void>;
}

/**
 * Lighthouse only works with Puppeteer's pages, so Puppeteer starts these browsers: the same Chromium, with the same flags, as
 * the users'.
 *
 * @param named the executable that the user named, if any
 * @throws {InputError} if there is no browser
 */
export async function auditBrowsers(named: string | undefined): Promise<AuditBrowsers> {
  const { executablePath = chromium.executablePath() } = await findBrowser(named);
  let closed = false;
  let open: Promise<Browser> | undefined;
  let giveUp: (why: Error) => void = () => {};
  const closeOpen = async () => (await open?.catch(() => undefined))?.close();

  return {
    async withFresh(act, patienceMs) {
      if (closed) throw new Error(STOPPED);
      open = puppeteer.launch({
        executablePath,
        // Works with a headless shell too.
        headless: 'shell',
        args: browserArguments,
        defaultViewport: null,
        // The runner handles Ctrl-C and closes these browsers.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      const givenUp = new Promise<never>((_, reject) => {
        giveUp = reject;
      });
      const why = new Error(`nothing came of it within ${patienceMs / 1000} s`);
      const timer = setTimeout(() => giveUp(why), patienceMs);
      try {
        return await Promise.race([open.then(act), givenUp]);
      } finally {
        clearTimeout(timer);
        await closeOpen();
      }
    },
    isClosed: () => closed,
    async close() {
      closed = true;
      giveUp(new Error(STOPPED));
      await closeOpen();
    },
  };
}
