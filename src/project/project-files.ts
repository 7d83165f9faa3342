import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type JourneyOutline,
  readJourneyOutline,
  readJourneys,
  type WrittenJourney,
} from '../load/journey-outline.ts';
import { InputError } from './input-error.ts';

/** The hand-written files of a project: their names and contents. */

const namesIn = (folder: string, ending: RegExp) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => ending.test(name) && !name.endsWith('.d.ts'))
        .map((name) => name.replace(ending, ''))
        .sort()
    : [];

const script = /\.[cm]?[jt]s$/;

export const workloadNames = (root: string) => namesIn(join(root, 'workloads'), script);

/** The path of a workload's file in messages. */
export function workloadPath(root: string, workload: string): string {
  const files = readdirSync(join(root, 'workloads')).filter((name) => script.test(name));
  return `workloads/${files.find((name) => name.replace(script, '') === workload) ?? `${workload}.ts`}`;
}

/** Names of the budget files, without `.json`; includes the one for audits. */
export const budgetFileNames = (root: string) => namesIn(join(root, 'perf-budgets'), /\.json$/);

/** The path of a budget file in messages. */
export const budgetPath = (name: string) => `perf-budgets/${name}.json`;

export const budgetText = (root: string, name: string) => readFileSync(join(root, budgetPath(name)), 'utf8');

/** @throws {InputError} if there are no journeys, a file contains none, or two have the same name */
export const journeyOutline = (root: string): JourneyOutline => ofJourneys(root, readJourneyOutline);

/** The same, with the file of each journey. */
export const writtenJourneys = (root: string): WrittenJourney[] => ofJourneys(root, readJourneys);

function ofJourneys<Read>(root: string, read: (folder: string) => Read): Read {
  try {
    return read(join(root, 'journeys'));
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}
