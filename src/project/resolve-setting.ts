import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { valueAt } from '../analysis/budgets/budget-problem.ts';
import { InputError } from './input-error.ts';
import type { ProjectConfig } from './project-config.ts';
import { nameOf, type Origin, type Setting } from './setting.ts';

/** The value of a setting in a project. */
export interface Resolved<Value> {
  /** `undefined` if it is not set. */
  value?: Value;
  origin: Origin;
}

/**
 * Looks up settings in order of precedence: environment (flags are written into it), `.env`, `footfallConfig()`. An empty
 * variable counts as not set, but overrides its line in `.env`.
 *
 * @param root the project's folder, with `.env`
 */
export function settingsResolver(root: string, given: ProjectConfig, env: NodeJS.ProcessEnv) {
  const dotenv = readDotenv(root);
  return function resolve<Value>(setting: Setting<Value>): Resolved<Value> {
    const { variable } = setting;
    if (variable !== undefined) {
      const text = env[variable] ?? dotenv[variable];
      const origin =
        env[variable] === undefined || env[variable] === dotenv[variable] ? '.env' : 'environment';
      if (text?.trim()) return { value: setting.parse(text.trim(), nameOf(setting)), origin };
    }
    const configured = valueAt(given, setting.key.split('.'));
    if (configured === undefined) return { origin: 'default' };
    const text = Array.isArray(configured) ? configured.join(',') : String(configured);
    return { value: setting.parse(text, `${setting.key} in footfallConfig()`), origin: 'footfallConfig' };
  };
}

/** The project's `.env`; empty if there is none. */
export function readDotenv(root: string): Record<string, string> {
  const file = join(root, '.env');
  try {
    return parseDotenv(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new InputError(`${file} cannot be read (${code ?? message})`);
  }
}
