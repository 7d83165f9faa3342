import type { Page } from '@playwright/test';

/** The address without name and password: a page that was opened with them must not fetch relative addresses. */
export function openAddress(url: string): string {
  const open = new URL(url);
  if (!open.username && !open.password) return url;
  open.username = '';
  open.password = '';
  return open.href;
}

/**
 * Opens an address that has a name and a password, so that the browser sends them by itself with all later requests to this
 * origin, and to no other. Playwright's `httpCredentials` would stop each request on its way.
 */
export async function signIn(page: Page, url: string, timeout: number): Promise<void> {
  if (openAddress(url) === url) return;
  // Whatever is wrong is seen again, and told, when the page is opened without them.
  await page.goto(url, { timeout, waitUntil: 'commit' }).catch(() => {});
  await page.goto('about:blank');
}
