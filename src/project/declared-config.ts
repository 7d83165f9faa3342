import type { ProjectConfig } from './project-config.ts';

/** What an adopter gives to `footfallConfig()`: the configuration, or a function of the environment (`.env` included). */
export type GivenConfig = ProjectConfig | ((env: NodeJS.ProcessEnv) => ProjectConfig);

/**
 * Where `footfallConfig()` leaves what it was given while the command line reads a configuration file. A global, because the
 * file may load its own copy of this module.
 */
const place = Symbol.for('footfall.declaredConfig');
type Place = { [place]?: { given?: GivenConfig } | undefined };

/** Runs `load`, and returns what `footfallConfig()` was given meanwhile; `undefined` if it was not called. */
export async function declaredBy(load: () => Promise<unknown>): Promise<GivenConfig | undefined> {
  const reading: { given?: GivenConfig } = {};
  (globalThis as Place)[place] = reading;
  try {
    await load();
    return reading.given;
  } finally {
    (globalThis as Place)[place] = undefined;
  }
}

/** @returns whether the command line is reading the configuration, which is then left to it */
export function declare(given: GivenConfig): boolean {
  const reading = (globalThis as Place)[place];
  if (reading) reading.given = given;
  return reading !== undefined;
}
