import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditionChanges, conditionsOf } from '../../analysis/across-runs/circumstances.ts';
import { analyse } from '../../analysis/analyse.ts';
import { InputError } from '../../project/input-error.ts';
import type { BudgetResult } from '../../sample/analysis.ts';
import { Run, type RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { formatCount } from '../../words/units.ts';

/** A single run may have been lucky. */
export const fewestRuns = 3;

const isAlike = (one: Run, other: Run) =>
  one.target.url === other.target.url &&
  conditionChanges(conditionsOf(one), conditionsOf(other)).length === 0;

export interface JudgedRun {
  id: string;
  /** Judged by the current limits. */
  results: BudgetResult[];
}

/**
 * The last complete and valid runs under the same conditions as the newest of them, newest first.
 *
 * @param plans the plans of all workloads
 * @param count maximum number of runs
 * @throws {InputError} if there are fewer than three
 */
export function lastRuns(
  reports: string,
  plans: RunPlan[],
  count: number,
): { plan: RunPlan; runs: JudgedRun[] } {
  const runs: JudgedRun[] = [];
  let newest: Run | undefined;
  let plan: RunPlan | undefined;
  for (const folder of runFolders(reports)) {
    const run = runIn(folder);
    if (!run || run.sides || (newest && !isAlike(newest, run))) continue;
    const own = plans.find(({ workload }) => workload.name === run.workload.name);
    if (!own) continue;
    const results = validResults(folder, own);
    if (!results) continue;
    newest ??= run;
    plan ??= own;
    runs.push({ id: run.id, results });
    if (runs.length === count) break;
  }
  if (plan && runs.length >= fewestRuns) return { plan, runs };
  const like = newest
    ? ` like ${newest.id}, the newest (same workload, users, viewport, browser and machine)`
    : '';
  throw new InputError(
    `${reports}: found ${formatCount(runs.length)} complete and valid runs${like}, but ${fewestRuns} are needed, so that no limit depends on a lucky run; make more with \`npx footfall run\``,
  );
}

/** Newest first; their names begin with the time. Skips `latest`, which links to one of them. */
function runFolders(reports: string): string[] {
  if (!existsSync(reports)) return [];
  return readdirSync(reports)
    .sort()
    .reverse()
    .map((name) => join(reports, name))
    .filter((folder) => !lstatSync(folder).isSymbolicLink() && existsSync(layout(folder).run));
}

/** `undefined` if it is damaged or from another version of Footfall. */
function runIn(folder: string): Run | undefined {
  try {
    return Run.safeParse(JSON.parse(readFileSync(layout(folder).run, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The results of a run by the current limits; `undefined` if it is invalid or was cut short. */
function validResults(folder: string, { budgets }: RunPlan): BudgetResult[] | undefined {
  const record = readRun(folder);
  const analysis = analyse({ ...record, run: { ...record.run, budgets } });
  if (analysis.verdict.outcome === 'invalid' || analysis.run.cutShort !== undefined) return undefined;
  return [...analysis.budgets, ...analysis.acceptance];
}
