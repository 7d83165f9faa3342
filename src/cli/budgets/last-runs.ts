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

/** One run can have been lucky. */
export const fewestRuns = 3;

const isAlike = (one: Run, other: Run) =>
  one.target.url === other.target.url &&
  conditionChanges(conditionsOf(one), conditionsOf(other)).length === 0;

export interface JudgedRun {
  id: string;
  /** By the limits as they are now. */
  results: BudgetResult[];
}

/**
 * The last runs that were whole and valid and like the newest of them, newest first.
 *
 * @param plans of the workloads there are
 * @param count how many
 * @throws {InputError} when there are fewer than three
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
    ? ` like ${newest.id}, the newest one (same workload, users, viewport, browser and machine)`
    : '';
  throw new InputError(
    `${reports}: holds ${formatCount(runs.length)} whole and valid runs${like}, and ${fewestRuns} are needed, so that no limit rests on luck; make more with \`npx footfall run\``,
  );
}

/** Newest first; their names begin with the time. `latest` is one of them once more. */
function runFolders(reports: string): string[] {
  if (!existsSync(reports)) return [];
  return readdirSync(reports)
    .sort()
    .reverse()
    .map((name) => join(reports, name))
    .filter((folder) => !lstatSync(folder).isSymbolicLink() && existsSync(layout(folder).run));
}

/** Nothing when it is broken or of another version of Footfall. */
function runIn(folder: string): Run | undefined {
  try {
    return Run.safeParse(JSON.parse(readFileSync(layout(folder).run, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** What a run says to the limits as they are now; nothing when it is invalid or was cut short. */
function validResults(folder: string, { budgets }: RunPlan): BudgetResult[] | undefined {
  const record = readRun(folder);
  const analysis = analyse({ ...record, run: { ...record.run, budgets } });
  if (analysis.verdict.outcome === 'invalid' || analysis.run.cutShort !== undefined) return undefined;
  return [...analysis.budgets, ...analysis.acceptance];
}
