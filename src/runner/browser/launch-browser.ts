import { type Browser, chromium } from '@playwright/test';
import { browserArguments, findBrowser } from './browser.ts';

/**
 * Starts a browser of its own, as the users' is started, for what walks alone: films and traces.
 *
 * @param named the browser executable that the user set, if any
 */
export async function launchBrowser(named: string | undefined): Promise<Browser> {
  const { executablePath } = await findBrowser(named);
  return chromium.launch({
    args: browserArguments,
    ...(executablePath !== undefined && { executablePath }),
    // The runner handles Ctrl-C.
    handleSIGINT: false,
  });
}
