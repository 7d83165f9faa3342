import { dirname, relative } from 'node:path';
import { config as loadDotenv } from 'dotenv';
import { checkPlaywright } from './check-playwright.ts';
import { declaredBy } from './declared-config.ts';
import { findConfigFile } from './find-project.ts';
import { importTypescript } from './import-typescript.ts';
import { InputError } from './input-error.ts';
import { ProjectConfig } from './project-config.ts';

/** The user's project: the folder with `playwright.config.ts`, journeys, workloads and budgets. */
export interface Project {
  root: string;
  /** Path of its Playwright configuration. */
  configFile: string;
  /** The settings that it passes to `footfallConfig()`. */
  given: ProjectConfig;
}

/**
 * Opens the project that contains a folder and reads its configuration.
 *
 * @param named path of the configuration file, if given
 * @throws {InputError} if there is no project, its configuration cannot be read, or its Playwright is not supported
 */
export async function openProject(from: string, named?: string): Promise<Project> {
  const configFile = findConfigFile(from, named);
  const root = dirname(configFile);
  checkPlaywright(root);
  loadDotenv({ path: `${root}/.env`, quiet: true });
  return { root, configFile, given: await readConfig(configFile) };
}

async function readConfig(file: string): Promise<ProjectConfig> {
  const name = relative(process.cwd(), file) || file;
  let given: Awaited<ReturnType<typeof declaredBy>>;
  let config: unknown;
  try {
    given = await declaredBy(() => importTypescript(file));
    config = typeof given === 'function' ? given(process.env) : given;
  } catch (error) {
    throw new InputError(`${name} cannot be read: ${(error as Error).message}`);
  }
  if (given === undefined) {
    throw new InputError(
      `${name} is not a Footfall configuration: it must export the result of footfallConfig() from 'footfall/config'; to use another file, pass --config`,
    );
  }
  const checked = ProjectConfig.safeParse(config);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path, message }) =>
      `${name}: footfallConfig: ${[...path, ''].join('.').slice(0, -1) || 'top level'}: ${message}`,
  );
  throw new InputError(problems.join('\n'));
}
