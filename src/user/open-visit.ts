import type { Browser } from '@playwright/test';
import type { Side } from '../sample/side.ts';
import { askTheTime, openPageTime } from './page-time.ts';
import { openAddress, signIn } from './sign-in.ts';
import { messageOf } from './step.ts';
import type { Visit } from './user.ts';
import { openUserPage } from './user-page.ts';

/**
 * Long enough for a page load while fifty workers start on two cores; a product that never shows its home
 * page must still be reported.
 */
const HOME_PATIENCE_MS = 60_000;

/** What a visit opens. */
interface Destination {
  side?: Side;
  url: string;
  /** A selector that only the loaded home page matches. */
  home?: string;
}

/**
 * Opens the product's home page in a new page and measures the clock offset of that page.
 *
 * @param script runs in each document before any script of the product
 * @throws if the home page cannot be opened
 */
export async function openVisit(
  browser: Browser,
  script: string,
  { side, url, home: selector }: Destination,
  walk: Visit['walk'],
): Promise<Visit> {
  const page = await openUserPage(browser, url, script);
  const tryHome = async (timeout: number) => {
    const home = await page.usable();
    await signIn(home, url, timeout);
    const response = await home.goto(openAddress(url), { timeout });
    if (response && response.status() >= 400) throw new Error(`status ${response.status()}`);
    if (selector) await home.locator(selector).first().waitFor({ timeout });
  };
  const openHome = async (patienceMs: number): Promise<string | undefined> => {
    try {
      await tryHome(patienceMs);
      return undefined;
    } catch (error) {
      const what = selector ? `does not show ${selector}` : 'cannot be opened';
      return `the home page${side ? ` of the ${side}` : ''} ${what} (${messageOf(error)})`;
    }
  };
  const time = openPageTime();
  try {
    const problem = await openHome(HOME_PATIENCE_MS);
    if (problem !== undefined) {
      const hint = selector ? '; check the selector target.home in footfallConfig()' : '';
      throw new Error(`${problem}${hint}`);
    }
    await askTheTime(await page.usable(), time);
  } catch (error) {
    await page.close();
    throw error;
  }
  return {
    ...(side && { side }),
    page,
    time,
    walk,
    startAnew: openHome,
  };
}
