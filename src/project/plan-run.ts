import { join } from 'node:path';
import { crewsOf, dealSeats } from '../load/seats.ts';
import type { RunPlan } from '../sample/run.ts';
import { Workload } from '../sample/workload.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { checkQueryLog } from './check-query-log.ts';
import { importTypescript } from './import-typescript.ts';
import { InputError } from './input-error.ts';
import { budgetFileNames, journeyOutline, workloadNames, workloadPath } from './project-files.ts';
import { auditFile, readBudgets } from './read-budgets.ts';
import { type Settings, USUAL_WORKLOAD } from './settings.ts';
import { usualWorkloads } from './usual-workloads.ts';

/**
 * Decides everything that can be decided before anything starts.
 *
 * @param root the project folder, with `workloads`, `journeys` and `perf-budgets`
 * @param isChosen which journeys of the workload are walked, by as many users as all of them
 * @throws {InputError} listing every problem in the workload, its journeys and its budget files
 */
export async function planRun(
  settings: Settings,
  root: string,
  startedAt: Date,
  isChosen: (journey: string) => boolean = () => true,
): Promise<RunPlan> {
  const outline = journeyOutline(root);
  const journeys = Object.keys(outline);
  const whole = await readWorkload(settings, root, journeys);
  const unknown = Object.keys(whole.mix).filter((journey) => !(journey in outline));
  if (unknown.length > 0) {
    const file = workloadPath(root, settings.workload);
    throw new InputError(
      unknown
        .map((name) => `${file}: mix names "${name}", which is no journey; ${didYouMean(name, journeys)}`)
        .join('\n'),
    );
  }
  const { auditedJourney } = settings;
  if (auditedJourney !== undefined && !(auditedJourney in outline)) {
    throw new InputError(
      `auditedJourney in footfallConfig() is "${auditedJourney}", which is no journey; ${didYouMean(auditedJourney, journeys)}`,
    );
  }
  const workload = partOf(whole, isChosen);
  const id = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}-${whole.name}`;
  const audits = settings.audits ?? workload.audits ?? false;
  const audited = audits && auditedJourney !== undefined ? [auditedJourney] : [];
  checkQueryLog(root, [...Object.keys(workload.mix), ...audited]);
  const seats = dealSeats(workload.mix, workload.users);
  return {
    id,
    folder: join(settings.reportsFolder, id),
    workload,
    target: {
      url: settings.target.url,
      ...(settings.target.home !== undefined && { home: settings.target.home }),
    },
    seats,
    workers: crewsOf(seats, workload.usersPerWorker ?? 1).length,
    budgets: readBudgets(whole, join(root, 'perf-budgets'), outline, {
      audits,
      workloads: workloadNames(root),
      walked: seats,
    }).filter(({ journey }) => journey === undefined || isChosen(journey)),
    audits,
    film: settings.film,
    ...(settings.stopWhenDown && { stopWhenDown: true }),
    ...(auditedJourney !== undefined && { auditedJourney }),
    ...(settings.baseline !== undefined && { baselineName: settings.baseline }),
  };
}

/** The workload with only some of its journeys. It has another name: its figures do not compare with those of the whole. */
function partOf(whole: Workload, isChosen: (journey: string) => boolean): Workload {
  const chosen = Object.entries(whole.mix).filter(([journey]) => isChosen(journey));
  if (chosen.length === 0) {
    throw new InputError(
      `no journey of the workload "${whole.name}" was chosen: it has ${Object.keys(whole.mix)
        .map((name) => `"${name}"`)
        .join(', ')}; choose one of these, or another workload with FOOTFALL_WORKLOAD`,
    );
  }
  if (chosen.length === Object.keys(whole.mix).length) return whole;
  const names = chosen.map(([journey]) => journey);
  return { ...whole, name: `${whole.name} (${names.join(', ')})`, mix: Object.fromEntries(chosen) };
}

/** The workload named in `settings`, with their overrides applied. */
async function readWorkload(settings: Settings, root: string, journeys: string[]): Promise<Workload> {
  const names = workloadNames(root);
  const usual = names.includes(settings.workload) ? undefined : usualFor(settings, root, journeys, names);
  const file = usual ? 'the default workload' : join(root, workloadPath(root, settings.workload));
  const given = usual ?? ((await importWorkload(file)) as object);
  const { users, usersPerWorker, seed, steadyStateMs } = settings;
  const workload = Workload.safeParse({
    ...given,
    ...(users !== undefined && { users }),
    ...(usersPerWorker !== undefined && { usersPerWorker }),
    ...(seed !== undefined && { seed }),
    ...(steadyStateMs !== undefined && { steadyStateMs }),
  });
  if (workload.success) return workload.data;
  const problems = workload.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
  throw new InputError(problems.join('\n'));
}

/**
 * The workload of a project that has none of that name.
 *
 * @throws {InputError} if there is no default one either
 */
function usualFor(
  { workload, auditedJourney }: Settings,
  root: string,
  journeys: string[],
  names: string[],
): Workload {
  const walked = journeys.filter((journey) => journey !== auditedJourney);
  const budgets = budgetFileNames(root).filter((name) => name !== auditFile);
  const { run, compare } = usualWorkloads(walked, budgets);
  if (workload === compare.name) return compare;
  if (names.length > 0) {
    throw new InputError(`there is no workload "${workload}"; ${didYouMean(workload, names)}`);
  }
  if (workload === USUAL_WORKLOAD) return run;
  throw new InputError(
    `there is no workload "${workload}": ${join(root, 'workloads')} contains no workloads; write one (see docs/reference.md)`,
  );
}

async function importWorkload(file: string): Promise<unknown> {
  try {
    return (await importTypescript(file)).default;
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
