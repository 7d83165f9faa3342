import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { InputError } from '../../project/input-error.ts';

/** A Chromium that can be started. Times of different builds are never compared, so each run records which it was. */
export interface FoundBrowser {
  /** Absent for Playwright's own, which it finds itself. */
  executablePath?: string;
  /** In words, for reports: named in FOOTFALL_BROWSER, Playwright's own, system, @sparticuz/chromium. */
  foundAs: string;
}

/** Real executables, not wrapper scripts: wrappers add flags. Headless shells come first, they are lighter. */
const systemBrowsers = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Network chatter of the browser itself would be noise, and in a closed network a flood of refused connections. */
export const browserArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Otherwise a page is told its heap in coarse steps, and the same figure for twenty minutes.
  '--enable-precise-memory-info',
  // The sandbox cannot be set up by root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A place where a browser may be; resolves with nothing when there is none. */
type Finder = () => Promise<FoundBrowser | undefined> | FoundBrowser | undefined;

const finders: Finder[] = [
  () => (existsSync(chromium.executablePath()) ? { foundAs: "Playwright's own" } : undefined),
  () => {
    const executablePath = systemBrowsers.find((path) => existsSync(path));
    return executablePath === undefined ? undefined : { executablePath, foundAs: 'system' };
  },
  async () => {
    if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
    // Read by the package when it is imported: makes it bring the libraries that a bare Debian lacks.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
    const { default: packaged } = await import('@sparticuz/chromium');
    return { executablePath: await packaged.executablePath(), foundAs: '@sparticuz/chromium' };
  },
];

/**
 * Finds a browser: the one named, else Playwright's own, else the system's, else the headless shell that
 * `@sparticuz/chromium` unpacks into the temporary folder.
 *
 * @throws {InputError} when there is none, with the command that brings one
 */
export async function findBrowser(named: string | undefined, places = finders): Promise<FoundBrowser> {
  if (named !== undefined) {
    if (existsSync(named)) return { executablePath: named, foundAs: 'named in FOOTFALL_BROWSER' };
    throw new InputError(
      `FOOTFALL_BROWSER (--browser): there is no file ${named}; name a Chromium executable, or leave it out to let Footfall find one`,
    );
  }
  for (const find of places) {
    const found = await find();
    if (found) return found;
  }
  throw new InputError('no browser was found; `npx playwright install chromium` brings one');
}
