import { basename } from 'node:path/posix';
import { type Budget, BudgetFile } from '../sample/budget.ts';
import { budgetProblems, pathText } from './budget-problem.ts';
import { didYouMean } from './did-you-mean.ts';
import { expandBudgets } from './expand-budgets.ts';
import { findJsonError } from './json-error.ts';

/** Which steps each journey has. */
export type Outline = Record<string, readonly string[]>;

export type BudgetValidation = { ok: true; budgets: Budget[] } | { ok: false; problems: string[] };

const quoted = (name: string) => JSON.stringify(name);

/** What a file limits that no user of the outline ever does. */
function unknownSubjects({ journey, steps = {} }: BudgetFile, outline: Outline): string[] {
  if (journey !== undefined && !Object.hasOwn(outline, journey)) {
    return [`journey ${quoted(journey)} is unknown; ${didYouMean(journey, Object.keys(outline))}`];
  }
  if (journey === undefined && Object.keys(steps).length > 0) {
    return ['steps needs "journey" beside it; say to which journey they belong'];
  }
  const known = journey === undefined ? [] : (outline[journey] ?? []);
  return Object.keys(steps)
    .filter((step) => !known.includes(step))
    .map(
      (step) =>
        `${pathText(['steps', step])} is an unknown step of ${quoted(journey ?? '')}; ${didYouMean(step, [...known])}`,
    );
}

/**
 * A budget file as budgets, or everything that is wrong with it: one problem a line, with the file, the place and what
 * to do.
 *
 * @param file path of the file as the reader knows it, such as `perf-budgets/search.json`
 * @param text what the file holds
 * @param outline the journeys there are
 */
export function validateBudgets(file: string, text: string, outline: Outline): BudgetValidation {
  const refuse = (problems: string[]): BudgetValidation => ({
    ok: false,
    problems: problems.map((problem) => `${file}: ${problem}`),
  });
  const broken = findJsonError(text.replace(/^\uFEFF/, ' '));
  if (broken !== undefined) {
    const { line, column, expected } = broken;
    return { ok: false, problems: [`${file}:${line}:${column}: broken JSON; ${expected} should stand here`] };
  }
  const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  const parsed = BudgetFile.safeParse(content);
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => budgetProblems(issue, content)));

  const problems = unknownSubjects(parsed.data, outline);
  if (problems.length > 0) return refuse(problems);
  const budgets = expandBudgets(basename(file, '.json'), parsed.data);
  return budgets.length > 0
    ? { ok: true, budgets }
    : refuse(['holds no limit; add one under steps, groups or load']);
}
