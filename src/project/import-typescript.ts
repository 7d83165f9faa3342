import { join } from 'node:path';
import { createJiti } from 'jiti';
import { packageFolder, runsFromSources } from '../own-files.ts';

/** In a checkout there is no built package that `footfall` could be resolved to. */
const alias = runsFromSources
  ? {
      'footfall/config': join(packageFolder, 'src/config.ts'),
      footfall: join(packageFolder, 'src/index.ts'),
    }
  : {};

/**
 * Imports a module of an adopter's project, TypeScript or JavaScript, as it is now: another call reads the file again.
 * Node 20 cannot load TypeScript itself, and journeys, which Playwright transforms, are not loaded here.
 *
 * @throws whatever the module throws
 */
export async function importTypescript(file: string): Promise<Record<string, unknown>> {
  const jiti = createJiti(import.meta.url, { alias, moduleCache: false, fsCache: false });
  return jiti.import(file);
}
