import type { ProjectConfig } from './project-config.ts';

/** The argument of `footfallConfig()`: the configuration, or a function of the environment (`.env` included). */
export type GivenConfig = ProjectConfig | ((env: NodeJS.ProcessEnv) => ProjectConfig);

/**
 * Where `footfallConfig()` stores its argument while the command line reads a configuration file. A global, because the
 * file may load its own copy of this module.
 */
const place = Symbol.for('footfall.declaredConfig');
type Place = { [place]?: { given?: GivenConfig } | undefined };

/** Runs `load` and returns the argument that it calls `footfallConfig()` with; `undefined` if it does not. */
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

/** @returns whether the command line is reading the configuration; it then uses what is stored here */
export function declare(given: GivenConfig): boolean {
  const reading = (globalThis as Place)[place];
  if (reading) reading.given = given;
  return reading !== undefined;
}
