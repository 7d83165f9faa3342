import { chromium } from '@playwright/test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { browserArguments, findBrowser } from '../browser/browser.ts';

const STOPPED = 'the audits were stopped';

/** Starts browsers for audits, one at a time, each with a profile of its own: nothing is in a cache. */
export interface AuditBrowsers {
  /** Lets `act` have a fresh browser, and closes it. Rejects when it takes longer than `patienceMs`. */
  withFresh<Result>(act: (browser: Browser) => Promise<Result>, patienceMs: number): Promise<Result>;
  /** Whether they were closed: what fails then, fails because of that. */
  isClosed(): boolean;
  /** Closes the one that is open; none is opened from now on. */
  close(): Promise<void>;
}

/**
 * Lighthouse drives Puppeteer's pages alone, so these are started by Puppeteer; they are the same Chromium with the same flags as
 * the users'.
 *
 * @param named the executable that the user named, if any
 * @throws {InputError} when there is no browser
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
        // What a headless shell understands too.
        headless: 'shell',
        args: browserArguments,
        defaultViewport: null,
        // Ctrl-C is the runner's to handle: it closes these.
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
