import { join } from 'node:path';
import { withNumbers } from '../../analysis/budgets/json-numbers.ts';
import { type Tightening, tighterLimits, writtenLimits } from '../../analysis/budgets/tighten-budgets.ts';
import { validateBudgets } from '../../analysis/budgets/validate-budgets.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { budgetPath, budgetText, journeyOutline, workloadNames } from '../../project/project-files.ts';
import { readPlaces } from '../../project/settings.ts';
import type { BudgetResult } from '../../sample/analysis.ts';
import type { RunPlan } from '../../sample/run.ts';
import { shownPath } from '../../store/shown-path.ts';
import { writeWhole } from '../../store/write-whole.ts';
import { budgetQuantity, budgetSubject } from '../../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';
import { headroomShare } from './headroom.ts';
import { fewestRuns, lastRuns } from './last-runs.ts';
import { plansOfWorkloads } from './planned-workloads.ts';

/** Commitments to others, which do not change because the product does better. */
const acceptance = 'acceptance';

export interface TightenOptions {
  /** How many of the last runs are considered. */
  runs?: string;
  /** Percent above what was measured. */
  headroom?: string;
  write?: boolean;
}

/**
 * `footfall budgets tighten`: proposes lower limits that all of the last runs of the newest run's workload would have met, and
 * with `--write` puts them into the files, changing nothing but the numbers.
 *
 * @returns the exit code
 * @throws {InputError} if there are not enough runs, or the files are invalid
 */
export async function tightenBudgets(project: Project, options: TightenOptions): Promise<number> {
  const { root } = project;
  const headroom = headroomShare(options.headroom);
  const count = runCount(options.runs);
  const { plans, problems } = await plansOfWorkloads(project);
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  const { plan, runs } = lastRuns(readPlaces(project).reportsFolder, plans, count);
  console.log(
    `${howMany(runs.length, 'run')} of ${plan.workload.name}, from ${runs.at(-1)?.id} to ${runs[0]?.id}`,
  );
  const results = runs.map((run) => run.results);
  const files = plan.workload.budgets.filter((name) => name !== acceptance);
  const proposals = files.map((name) => ({
    name,
    ...proposalFor(root, name, plan, plans, results, headroom),
  }));

  for (const { leftOut } of proposals) for (const line of leftOut) console.log(`unchanged: ${line}`);
  const tightened = proposals.filter(({ tighter }) => tighter.length > 0);
  if (tightened.length === 0) {
    console.log('no limit can be lowered by 10 % or more');
    return exitCodes.pass;
  }
  for (const { name, tighter } of tightened) console.log(`\n${budgetPath(name)}\n${table(tighter)}`);
  if (!options.write) console.log('\nnothing was written; use --write to put these numbers into the files');
  else for (const { name, text } of tightened) replace(join(root, budgetPath(name)), text);
  return exitCodes.pass;
}

function runCount(text: string | undefined): number {
  const runs = text === undefined ? fewestRuns : Number(text);
  if (Number.isInteger(runs) && runs >= fewestRuns && runs <= 1000) return runs;
  throw new InputError(
    `--runs must be a whole number from ${fewestRuns} to 1000 (got "${text}"); fewer runs may have been lucky`,
  );
}

function proposalFor(
  root: string,
  name: string,
  plan: RunPlan,
  plans: RunPlan[],
  results: BudgetResult[][],
  headroom: number,
): { tighter: Tightening[]; leftOut: string[]; text: string } {
  const text = budgetText(root, name);
  const outline = journeyOutline(root);
  const workloads = workloadNames(root);
  const limitsFor = ({ workload, seats }: RunPlan) =>
    writtenLimits(text, (changed) => {
      const context = { workload: workload.name, workloads, walked: seats };
      const checked = validateBudgets(budgetPath(name), changed, outline, context);
      return checked.ok ? checked.budgets : [];
    });
  const { tighter, leftOut } = tighterLimits(limitsFor(plan), results, headroom);
  const others = plans.filter((other) => other !== plan && other.workload.budgets.includes(name));
  const shared = new Map(
    others.flatMap((other) => limitsFor(other).map(({ at }) => [at.start, other.workload.name] as const)),
  );
  for (const { at, budgets, to } of tighter.filter((one) => shared.has(one.at.start))) {
    leftOut.push(
      `${subjectsText(budgets)}: could be lowered from ${at.value} to ${to}, but also applies to ${shared.get(at.start)}, which these runs do not cover; give that workload its own limit under "workloads".`,
    );
  }
  const own = tighter.filter(({ at }) => !shared.has(at.start));
  const changed = withNumbers(
    text,
    own.map(({ at, to }) => ({ at, value: to })),
  );
  return { tighter: own, leftOut, text: changed };
}

function subjectsText([first, ...others]: Tightening['budgets']): string {
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : ` and ${formatCount(others.length)} more`;
  return `${budgetSubject(first)}${more}, ${budgetQuantity(first)}`;
}

function table(tighter: Tightening[]): string {
  const rows = tighter.map(({ at, budgets, upper, to }) => {
    const metric = budgets[0]?.metric ?? 'latencyMs';
    const show = (value: number) => formatMeasure(metric, value);
    return [subjectsText(budgets), `at most ${show(upper)}`, show(at.value), `→ ${show(to)}`];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function replace(file: string, text: string): void {
  writeWhole(file, text);
  console.log(`written: ${shownPath(file)}`);
}
