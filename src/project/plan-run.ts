import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crewsOf, dealSeats } from '../load/seats.ts';
import type { RunPlan } from '../sample/run.ts';
import { QueryLogEntry, Workload } from '../sample/workload.ts';
import { InputError } from './input-error.ts';
import { journeyOutline, workloadNames } from './project-files.ts';
import { readBudgets } from './read-budgets.ts';
import type { Settings } from './settings.ts';

/**
 * Decides everything that can be decided before anything starts.
 *
 * @param root the project folder, with `workloads`, `journeys` and `perf-budgets`
 * @throws {InputError} listing all that is wrong with the workload, its journeys and its budget files
 */
export async function planRun(settings: Settings, root: string, startedAt: Date): Promise<RunPlan> {
  const workload = await readWorkload(settings, root);
  const outline = journeyOutline(root);
  const unknown = Object.keys(workload.mix).filter((journey) => !(journey in outline));
  if (unknown.length > 0) {
    throw new InputError(
      `workloads/${workload.name}.ts: mix names ${quoted(unknown)}, but the journeys are ${quoted(Object.keys(outline))}`,
    );
  }
  const id = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}-${workload.name}`;
  checkQueryLog(join(root, 'workloads/query-log.ndjson'));
  const seats = dealSeats(workload.mix, workload.users);
  const audits = settings.audits ?? workload.audits ?? false;
  return {
    id,
    folder: join(settings.reportsFolder, id),
    workload,
    target: { url: settings.target.url },
    seats,
    workers: crewsOf(seats, workload.usersPerWorker ?? 1).length,
    budgets: readBudgets(workload, join(root, 'perf-budgets'), outline, {
      audits,
      workloads: workloadNames(root),
      walked: seats,
    }),
    audits,
    ...(settings.baseline !== undefined && { baselineName: settings.baseline }),
  };
}

async function readWorkload(settings: Settings, root: string): Promise<Workload> {
  const names = workloadNames(root);
  if (!names.includes(settings.workload)) {
    throw new InputError(`there is no workload "${settings.workload}"; the workloads are ${quoted(names)}`);
  }
  const file = join(root, 'workloads', `${settings.workload}.ts`);
  const module = (await import(pathToFileURL(file).href)) as { default: unknown };
  const { users, usersPerWorker, seed, steadyStateMs } = settings;
  const workload = Workload.safeParse({
    ...(module.default as object),
    ...(users !== undefined && { users }),
    ...(usersPerWorker !== undefined && { usersPerWorker }),
    ...(seed !== undefined && { seed }),
    ...(steadyStateMs !== undefined && { steadyStateMs }),
  });
  if (workload.success) return workload.data;
  const problems = workload.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
  throw new InputError(problems.join('\n'));
}

/** Workers trust the query log; a benchmark's project may do without its own. */
function checkQueryLog(file: string): void {
  if (!existsSync(file)) return;
  for (const [index, line] of readFileSync(file, 'utf8').trimEnd().split('\n').entries()) {
    const problem = queryProblem(line);
    if (problem) {
      throw new InputError(
        `workloads/query-log.ndjson:${index + 1}: ${problem}; a line is {"text":"bank","kind":"head"}, with "filter":{"pos":"noun"} for the kind "filtered"`,
      );
    }
  }
}

function queryProblem(line: string): string | undefined {
  try {
    const [issue] = QueryLogEntry.safeParse(JSON.parse(line)).error?.issues ?? [];
    return issue && `${issue.path.join('.') || 'the line'}: ${issue.message}`;
  } catch {
    return 'not JSON';
  }
}

function quoted(names: string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
