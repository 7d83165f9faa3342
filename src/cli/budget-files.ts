import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JourneyOutline, readJourneyOutline } from '../load/journey-outline.ts';
import { InputError } from '../runner/input-error.ts';
import { planRun } from '../runner/plan-run.ts';
import { readSettings } from '../runner/settings.ts';
import type { RunPlan } from '../sample/run.ts';

const namesIn = (folder: string, ending: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .sort()
    : [];

export const workloadNames = (root: string) => namesIn(join(root, 'workloads'), '.ts');

/** Budget files without `.json`, that of the audits included. */
export const budgetFileNames = (root: string) =>
  namesIn(join(root, 'perf-budgets'), '.json').filter((name) => !name.endsWith('.schema'));

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

/** What a run of each workload would be, its audits included, and why others cannot be planned: one problem a line. */
export async function plansOfWorkloads(root: string): Promise<{ plans: RunPlan[]; problems: string[] }> {
  const plans: RunPlan[] = [];
  const problems = new Set<string>();
  for (const workload of workloadNames(root)) {
    const env = { ...process.env, FOOTFALL_WORKLOAD: workload, FOOTFALL_AUDITS: 'on' };
    try {
      plans.push(await planRun(readSettings(root, env), root, new Date()));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const problem of error.message.split('\n')) problems.add(problem);
    }
  }
  return { plans, problems: [...problems] };
}
