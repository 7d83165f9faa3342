import { existsSync, rmSync } from 'node:fs';

/** Removes the folder of a run that ended before anything was measured: it holds nothing but what Playwright left there. */
export function removeUnmeasured(folder: string, measured: string): boolean {
  if (existsSync(measured)) return false;
  rmSync(folder, { recursive: true, force: true });
  return true;
}
