import { basename } from 'node:path/posix';
import { type Budget, BudgetFile } from '../../sample/budget.ts';
import { didYouMean } from '../../words/did-you-mean.ts';
import { readJson } from '../json/read-json.ts';
import { budgetProblems, pathText } from './budget-problem.ts';
import { every, expandBudgets, type Outline } from './expand-budgets.ts';
import { limitProblem, limitsIn } from './limit-problem.ts';

export type { Outline } from './expand-budgets.ts';

/** The run for which the file is read. */
export interface BudgetContext {
  /** The workload whose `workloads` entry applies; none by default. */
  workload?: string;
  /** The existing workloads; by default any name is accepted. */
  workloads?: readonly string[];
  /** The journeys that users run and that `*` matches; all by default. */
  walked?: readonly string[];
}

export type BudgetValidation = { ok: true; budgets: Budget[] } | { ok: false; problems: string[] };

const quoted = (name: string) => JSON.stringify(name);

function unknownSteps(steps: object, above: string[], journey: string, outline: Outline): string[] {
  const known = journey === every ? Object.values(outline).flat() : (outline[journey] ?? []);
  return Object.keys(steps)
    .filter((step) => step !== every && !known.includes(step))
    .map((step) => {
      const of = journey === every ? '' : ` of ${quoted(journey)}`;
      return `${pathText([...above, 'steps', step])} is an unknown step${of}; ${didYouMean(step, [...new Set(known)])}`;
    });
}

/** Journeys and steps of a file that are not in the outline. */
function unknownSubjects(file: BudgetFile, outline: Outline): string[] {
  const { journey, workloads = {} } = file;
  if (journey !== undefined && journey !== every && !Object.hasOwn(outline, journey)) {
    return [`journey ${quoted(journey)} is unknown; ${didYouMean(journey, Object.keys(outline))}`];
  }
  const sections = [
    { above: [], steps: file.steps ?? {} },
    ...Object.entries(workloads).map(([name, { steps = {} }]) => ({ above: ['workloads', name], steps })),
  ];
  return sections.flatMap(({ above, steps }) => {
    if (Object.keys(steps).length === 0) return [];
    return journey === undefined
      ? [
          `${pathText([...above, 'steps'])} needs "journey" next to it; add the journey that the steps belong to`,
        ]
      : unknownSteps(steps, above, journey, outline);
  });
}

function unknownWorkloads({ workloads = {} }: BudgetFile, known: readonly string[] | undefined): string[] {
  return Object.keys(workloads)
    .filter((name) => known !== undefined && !known.includes(name))
    .map(
      (name) => `${pathText(['workloads', name])} is an unknown workload; ${didYouMean(name, known ?? [])}`,
    );
}

/**
 * Parses a budget file into budgets, or reports everything that is wrong with it: one problem per line, with
 * the file, the place and what to do.
 *
 * @param file path of the file as the user knows it, such as `perf-budgets/search.json`
 * @param text content of the file
 * @param outline the existing journeys
 */
export function validateBudgets(
  file: string,
  text: string,
  outline: Outline,
  { workload, workloads, walked = Object.keys(outline) }: BudgetContext = {},
): BudgetValidation {
  const refuse = (problems: string[]): BudgetValidation => ({
    ok: false,
    problems: problems.map((problem) => `${file}: ${problem}`),
  });
  const { content, problem } = readJson(file, text);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  const parsed = BudgetFile.safeParse(content);
  if (!parsed.success) {
    const fields = Object.keys(BudgetFile.shape);
    return refuse(
      parsed.error.issues.flatMap((issue) =>
        budgetProblems(issue, content, fields, 'footfall/schemas/budget.schema.json'),
      ),
    );
  }
  const limits = limitsIn(parsed.data);
  const problems = [
    ...unknownSubjects(parsed.data, outline),
    ...unknownWorkloads(parsed.data, workloads),
    ...limits.flatMap((limit) => limitProblem(limit) ?? []),
  ];
  if (problems.length > 0) return refuse(problems);
  if (limits.length === 0) return refuse(['contains no limit; add one under steps, groups or load']);
  const inRun = Object.fromEntries(Object.entries(outline).filter(([journey]) => walked.includes(journey)));
  return { ok: true, budgets: expandBudgets(basename(file, '.json'), parsed.data, workload, inRun) };
}
