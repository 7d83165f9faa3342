import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import type { Project } from '../../project/open-project.ts';
import { layout } from '../../store/layout.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { annotations } from './annotations.ts';
import { compareOnce } from './compare.ts';
import type { ComparisonFlags } from './comparison-options.ts';
import { comparisonText } from './conclude-comparison.ts';
import type { ComparedSides } from './side-by-side.ts';

export interface CiFlags extends ComparisonFlags {
  allowInconclusive?: boolean;
}

/**
 * `footfall ci`: a comparison for a pull request. In GitHub Actions it also adds annotations and writes the step summary.
 *
 * @returns the exit code
 * @throws {InputError}
 * @throws {InterruptedEarly}
 */
export async function ci(project: Project, { allowInconclusive, ...flags }: CiFlags): Promise<number> {
  const compared = await compareOnce(project, flags);
  const { folder, comparison } = compared;
  const text = comparisonText(folder, comparison);
  if (process.env.GITHUB_ACTIONS === 'true') reportToGithub(compared, text);
  else console.log(text);
  const exitCode = exitCodeOf(comparison.verdict);
  if (exitCode !== exitCodes.inconclusive || !allowInconclusive || compared.interrupted) return exitCode;
  console.log('\nno verdict; accepted because of --allow-inconclusive');
  return exitCodes.pass;
}

function reportToGithub({ folder, comparison }: ComparedSides, text: string): void {
  // Text quoted in the output must not be interpreted as a command.
  const token = randomUUID();
  console.log(`::stop-commands::${token}\n${text}\n::${token}::`);
  for (const line of annotations(comparison)) console.log(line);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (!summary) return;
  try {
    appendFileSync(summary, `${readFileSync(layout(folder).markdown, 'utf8')}\n`);
  } catch (error) {
    console.error(`the step summary could not be written: ${(error as Error).message}`);
  }
}
