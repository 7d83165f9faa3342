import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { misfitPicture } from '../store/layout.ts';

/** A page that does not answer has no picture, and its user has other things to do. */
const PICTURE_TIMEOUT_MS = 3000;

/**
 * Takes a picture of the page that a step did not fit, unless a user of this run has taken one of the same step.
 *
 * @returns its path relative to the run folder; `undefined` if there is no new picture
 */
export async function pictureOfMisfit(
  page: Page,
  folder: string,
  journey: string,
  step: string,
): Promise<string | undefined> {
  const name = createHash('sha256')
    .update(JSON.stringify([journey, step]))
    .digest('hex')
    .slice(0, 12);
  const picture = misfitPicture(name);
  const file = join(folder, picture);
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Whoever creates the file is the first.
    writeFileSync(file, '', { flag: 'wx' });
    writeFileSync(file, await page.screenshot({ type: 'jpeg', quality: 60, timeout: PICTURE_TIMEOUT_MS }));
    return picture;
  } catch {
    return undefined;
  }
}
