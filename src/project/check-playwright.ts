import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from './input-error.ts';

/** Lower bound of the peer dependency range in package.json. */
const leastVersion = [1, 62] as const;

/**
 * Checks that Playwright is installed in the project, is new enough, and is the copy that Footfall uses: tests registered with
 * one copy are invisible to another.
 *
 * @throws {InputError} with the command that fixes it
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
      `${root}: @playwright/test ${version} is not supported: Footfall needs ${leastVersion.join('.')} or later, below 2; run: npm install -D @playwright/test@latest`,
    );
  }
  const ours = manifestFrom(import.meta.filename);
  if (ours === undefined || realpathSync(ours) === realpathSync(theirs)) return;
  throw new InputError(
    `@playwright/test is installed twice, in ${dirname(theirs)} and in ${dirname(ours)}, and tests registered with one copy are invisible to the other; ` +
      'run: npm dedupe @playwright/test',
  );
}

/** Path of the package's manifest, resolved from that file. */
function manifestFrom(file: string): string | undefined {
  try {
    return createRequire(file).resolve('@playwright/test/package.json');
  } catch {
    return undefined;
  }
}
