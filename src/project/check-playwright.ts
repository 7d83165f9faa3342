import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from './input-error.ts';

/** The peer range of package.json begins here. */
const leastVersion = [1, 62] as const;

/**
 * Makes sure that the project's Playwright is there, is new enough, and is the one that Footfall uses: two in one tree do not
 * know each other's tests.
 *
 * @throws {InputError} with the command that mends it
 */
export function checkPlaywright(root: string): void {
  const theirs = manifestFrom(join(root, 'playwright.config.ts'));
  if (theirs === undefined) {
    throw new InputError(`${root}: @playwright/test is not installed; run: npm install -D @playwright/test`);
  }
  const { version } = JSON.parse(readFileSync(theirs, 'utf8')) as { version: string };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major !== leastVersion[0] || minor < leastVersion[1]) {
    throw new InputError(
      `${root}: @playwright/test ${version} does not fit: Footfall needs ${leastVersion.join('.')} or later, below 2; run: npm install -D @playwright/test@latest`,
    );
  }
  const ours = manifestFrom(import.meta.filename);
  if (ours === undefined || realpathSync(ours) === realpathSync(theirs)) return;
  throw new InputError(
    `@playwright/test is installed twice, in ${dirname(theirs)} and in ${dirname(ours)}, and tests of one are unknown to the other; ` +
      'run: npm dedupe @playwright/test',
  );
}

/** The package's manifest as a module in that file finds it. */
function manifestFrom(file: string): string | undefined {
  try {
    return createRequire(file).resolve('@playwright/test/package.json');
  } catch {
    return undefined;
  }
}
