import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JourneyOutline, readJourneyOutline } from '../load/journey-outline.ts';
import { InputError } from './input-error.ts';

/** The files of a project that people write: which there are, and what they hold. */

const namesIn = (folder: string, ending: RegExp) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => ending.test(name) && !name.endsWith('.d.ts'))
        .map((name) => name.replace(ending, ''))
        .sort()
    : [];

const script = /\.[cm]?[jt]s$/;

export const workloadNames = (root: string) => namesIn(join(root, 'workloads'), script);

/** The path by which people know a workload's file. */
export function workloadPath(root: string, workload: string): string {
  const files = readdirSync(join(root, 'workloads')).filter((name) => script.test(name));
  return `workloads/${files.find((name) => name.replace(script, '') === workload) ?? `${workload}.ts`}`;
}

/** Budget files without `.json`, that of the audits included. */
export const budgetFileNames = (root: string) => namesIn(join(root, 'perf-budgets'), /\.json$/);

/** The path by which people know a budget file. */
export const budgetPath = (name: string) => `perf-budgets/${name}.json`;

export const budgetText = (root: string, name: string) => readFileSync(join(root, budgetPath(name)), 'utf8');

/** @throws {InputError} when a file under `journeys/` names no journey */
export function journeyOutline(root: string): JourneyOutline {
  try {
    return readJourneyOutline(join(root, 'journeys'));
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}
