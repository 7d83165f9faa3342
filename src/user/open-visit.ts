import type { Browser } from '@playwright/test';
import type { Side } from '../sample/side.ts';
import { askTheTime, openPageTime } from './page-time.ts';
import { messageOf } from './step.ts';
import type { Visit } from './user.ts';
import { openUserPage } from './user-page.ts';

/** While fifty workers start on two cores, a page load takes its time; a product that never shows its home page must be told. */
const HOME_PATIENCE_MS = 60_000;

/** Where a visit goes. */
interface Destination {
  side?: Side;
  url: string;
  /** A selector that only the loaded home page matches. */
  home?: string;
}

/**
 * Opens a page of its own on the home page of the product and learns its clock.
 *
 * @param script runs in each document before any script of the product
 * @throws when the home page cannot be had
 */
export async function openVisit(
  browser: Browser,
  script: string,
  { side, url, home: selector }: Destination,
  walk: Visit['walk'],
): Promise<Visit> {
  const page = await openUserPage(browser, script);
  const openHome = async () => {
    const home = await page.usable();
    await home.goto(url, { timeout: HOME_PATIENCE_MS });
    if (selector) await home.locator(selector).first().waitFor({ timeout: HOME_PATIENCE_MS });
  };
  const time = openPageTime();
  try {
    await openHome().catch((error) => {
      const what = selector ? `does not show ${selector}` : 'cannot be opened';
      throw new Error(
        `the home page${side ? ` of the ${side}` : ''} ${what} (${messageOf(error)})${selector ? '; target.home in footfallConfig() says what shows it' : ''}`,
      );
    });
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
    // A product that is down is told by the steps that fail, not here.
    startAnew: () => openHome().catch(() => {}),
  };
}
