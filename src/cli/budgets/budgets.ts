import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type ProposedFile, proposeBudgets } from '../../analysis/budgets/budget-proposal.ts';
import { validateAuditBudgets } from '../../analysis/budgets/validate-audit-budgets.ts';
import { validateBudgets } from '../../analysis/budgets/validate-budgets.ts';
import { packageFolder } from '../../own-files.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import {
  budgetFileNames,
  budgetPath,
  budgetText,
  journeyOutline,
  workloadNames,
} from '../../project/project-files.ts';
import { auditFile } from '../../project/read-budgets.ts';
import { measuredRun } from '../../runner/measured-run.ts';
import { howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';
import { headroomShare } from './headroom.ts';
import { plansOfWorkloads } from './planned-workloads.ts';

export interface InitOptions {
  /** Percent above what was measured. */
  headroom?: string;
  /** Prefix of the file names. */
  file?: string;
}

/**
 * `footfall budgets init`: writes a budget file for each journey of a run, with limits that the run would have met.
 *
 * @returns the exit code
 * @throws {InputError} if the run cannot be used or a file already exists; nothing is written then
 */
export function initBudgets(root: string, folder: string, { headroom, file }: InitOptions): number {
  const share = headroomShare(headroom);
  const { record } = measuredRun(folder, console.error);
  const steady = record.samples.flatMap((sample) =>
    sample.type === 'step' && sample.phase === 'steady' ? [sample] : [],
  );
  const { files, leftOut } = proposeBudgets(steady, share);
  const named = files.map((proposed) => ({ ...proposed, name: nameOf(proposed, file) }));
  refuseCollision(root, named);
  const written = named.map(({ name, content }) => ({
    name,
    text: `${JSON.stringify({ $schema: schemaFrom(root), ...content }, null, 2)}\n`,
  }));
  refuseForeign(root, written);

  mkdirSync(join(root, 'perf-budgets'), { recursive: true });
  for (const { name, text } of written) writeFileSync(join(root, budgetPath(name)), text);
  for (const { name, journey, content } of named) {
    const steps = Object.keys(content.steps ?? {}).length;
    console.log(`${budgetPath(name)}: ${journey}, ${howMany(steps, 'step')} and the error rate`);
  }
  if (leftOut.length > 0) console.log(`\nleft out:\n${leftOut.map((line) => `  ${line}`).join('\n')}`);
  const { workload } = record.run;
  const unknown = written.filter(({ name }) => !workload.budgets.includes(name));
  if (unknown.length > 0) {
    console.log(
      `\nto judge a workload by these files, add them to its budgets, for example in workloads/${workload.name}.ts:\n` +
        `  ${unknown.map(({ name }) => `'${name}'`).join(', ')}`,
    );
  }
  return exitCodes.pass;
}

/** The schema as a budget file of this project finds it, for editors. */
function schemaFrom(root: string): string {
  const path = relative(join(root, 'perf-budgets'), join(packageFolder, 'schemas/budget.schema.json'));
  return path.split(sep).join('/');
}

function nameOf({ journey }: ProposedFile, prefix: string | undefined): string {
  const name = journey
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return [prefix, name].filter((part) => part).join('-');
}

/** Existing files are never overwritten, and two journeys must not share a file. */
function refuseCollision(root: string, files: { name: string; journey: string }[]): void {
  for (const { name, journey } of files) {
    if (!/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(name)) {
      throw new InputError(
        `"${name}" is not a valid name for a budget file; give a prefix like --file measured`,
      );
    }
    const other = files.find((file) => file.name === name && file.journey !== journey);
    if (other) {
      throw new InputError(
        `the journeys "${journey}" and "${other.journey}" would both be written to ${budgetPath(name)}; rename one of them`,
      );
    }
  }
  const there = files.filter(({ name }) => existsSync(join(root, budgetPath(name))));
  if (there.length === 0) return;
  throw new InputError(
    `existing files are not overwritten: ${there.map(({ name }) => budgetPath(name)).join(', ')}; ` +
      'give a prefix like --file measured, which writes measured-<journey>.json',
  );
}

/** Refuses a run whose journeys differ from the current ones. */
function refuseForeign(root: string, files: { name: string; text: string }[]): void {
  const outline = journeyOutline(root);
  const problems = files.flatMap(({ name, text }) => {
    const checked = validateBudgets(budgetPath(name), text, outline);
    return checked.ok ? [] : checked.problems;
  });
  if (problems.length === 0) return;
  throw new InputError(
    `the journeys of the run differ from those under journeys/, so nothing was written:\n${problems.join('\n')}`,
  );
}

/**
 * `footfall budgets check`: checks that every file under `perf-budgets/` can be read, matches the journeys and workloads, and is
 * used by a workload.
 *
 * @returns the exit code
 */
export async function checkBudgets(project: Project): Promise<number> {
  const { root } = project;
  const { plans, problems } = await plansOfWorkloads(project);
  const found = new Set(problems);
  const limits = new Set(plans.flatMap(({ budgets }) => budgets.map(({ id }) => id)));
  const outline = journeyOutline(root);
  const workloads = workloadNames(root);
  const files = budgetFileNames(root);
  // Each file by itself, because a workload that cannot be planned says nothing about the files that it lists.
  for (const name of files) {
    const text = budgetText(root, name);
    const checked =
      name === auditFile
        ? validateAuditBudgets(budgetPath(name), text)
        : validateBudgets(budgetPath(name), text, outline, { workloads });
    if (checked.ok) for (const { id } of checked.budgets) limits.add(id);
    else for (const problem of checked.problems) found.add(problem);
  }
  if (found.size > 0) {
    console.error([...found].join('\n'));
    return exitCodes.nothingMeasured;
  }
  const judging = new Set([auditFile, ...plans.flatMap(({ workload }) => workload.budgets)]);
  for (const name of files.filter((file) => !judging.has(file))) {
    console.log(`${budgetPath(name)}: not used by any workload`);
  }
  console.log(`${howMany(files.length, 'file')}, ${howMany(limits.size, 'limit')}`);
  return exitCodes.pass;
}
