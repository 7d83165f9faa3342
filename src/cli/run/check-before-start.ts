import { prepareReportsFolder } from '../../project/reports-folder.ts';
import type { Settings } from '../../project/settings.ts';
import { findBrowser } from '../../runner/browser/browser.ts';
import { findBaseline } from '../../runner/find-baseline.ts';

/**
 * Checks what a run needs besides its plan, before the product is started.
 *
 * @throws {InputError} if there is no such browser, or runs cannot be written
 */
export async function checkBeforeStart({
  browser,
  reportsFolder,
}: Pick<Settings, 'browser' | 'reportsFolder'>): Promise<void> {
  await findBrowser(browser);
  prepareReportsFolder(reportsFolder);
}

/**
 * The same for a run that is judged by itself.
 *
 * @throws {InputError} also if there is no such baseline
 */
export async function checkBeforeRun(root: string, settings: Settings): Promise<void> {
  // What is missing in it is told by the run, which reads it again.
  if (settings.baseline !== undefined) findBaseline(root, settings.baseline, () => {});
  await checkBeforeStart(settings);
}
