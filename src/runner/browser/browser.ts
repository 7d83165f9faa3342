import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { InputError } from '../../project/input-error.ts';

/** A Chromium that can be started. Times of different builds are never compared, so each run records it. */
export interface FoundBrowser {
  /** `undefined` for Playwright's own browser, which Playwright finds itself. */
  executablePath?: string;
  /** Text for reports: named in FOOTFALL_BROWSER, Playwright's own, system, @sparticuz/chromium. */
  foundAs: string;
}

/** Real executables, since wrapper scripts add flags. Headless shells come first: they are lighter. */
const systemBrowsers = [
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser's own network requests would add noise, and refused connections in a closed network. */
export const browserArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // Otherwise a page gets its heap size rounded coarsely, and the same figure for twenty minutes.
  '--enable-precise-memory-info',
  // The sandbox does not work for root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Looks for a browser in one place; returns `undefined` if there is none. */
type Finder = () => Promise<FoundBrowser | undefined> | FoundBrowser | undefined;

/**
 * The headless shell of `@sparticuz/chromium`, which it unpacks into the temporary folder: for machines that cannot download a browser.
 *
 * @param load imports the package; adopters install it only if they need it
 */
export async function packagedBrowser(
  load: () => Promise<typeof import('@sparticuz/chromium')> = () => import('@sparticuz/chromium'),
): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // The package reads this on import: it then unpacks the libraries that a minimal Debian lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  try {
    const { default: packaged } = await load();
    return { executablePath: await packaged.executablePath(), foundAs: '@sparticuz/chromium' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const finders: Finder[] = [
  () => (existsSync(chromium.executablePath()) ? { foundAs: "Playwright's own" } : undefined),
  () => {
    const executablePath = systemBrowsers.find((path) => existsSync(path));
    return executablePath === undefined ? undefined : { executablePath, foundAs: 'system' };
  },
  () => packagedBrowser(),
];

function whyNotExecutable(file: string): string | undefined {
  if (!existsSync(file)) return `there is no file ${file}`;
  if (!statSync(file).isFile()) return `${file} is a folder`;
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch {
    return `${file} cannot be executed`;
  }
}

/**
 * Finds a browser: the given one (an empty name counts as none), or else Playwright's own, the system's, or the headless shell that
 * `@sparticuz/chromium` unpacks into the temporary folder.
 *
 * @throws {InputError} if there is none, with the command that installs one
 */
export async function findBrowser(named: string | undefined, places = finders): Promise<FoundBrowser> {
  if (named) {
    const problem = whyNotExecutable(named);
    if (problem === undefined) return { executablePath: named, foundAs: 'named in FOOTFALL_BROWSER' };
    throw new InputError(
      `FOOTFALL_BROWSER (--browser): ${problem}; set it to a Chromium executable, or leave it unset to let Footfall find one`,
    );
  }
  for (const find of places) {
    const found = await find();
    if (found) return found;
  }
  throw new InputError(
    'no browser was found; install one with `npx playwright install chromium`, or, where that cannot download, with `npm install -D @sparticuz/chromium`',
  );
}
