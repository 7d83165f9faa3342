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
 * Imports a module of the user's project, TypeScript or JavaScript, without a cache: each call reads the file again.
 * Node 20 cannot load TypeScript itself. Journeys are not loaded here: Playwright transforms them.
 *
 * @throws whatever the module throws
 */
export async function importTypescript(file: string): Promise<Record<string, unknown>> {
  const jiti = createJiti(import.meta.url, { alias, moduleCache: false, fsCache: false });
  return jiti.import(file);
}
