import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { CiFlags } from './ci.ts';
import type { CompareFlags } from './comparison-options.ts';

/** Adds `compare` and `ci` to the command line. */
export function addComparisonCommands(program: Command): void {
  const exitCodes = `
Exit codes: 0 nothing is slower · 1 something is slower · 2 nothing was measured · 3 inconclusive: no verdict.
A step is slower when its change is above the margin beyond doubt: the larger of --margin and --floor.`;

  addMeasuring(
    projectCommand(program, 'compare')
      .description('compare two versions side by side, or two stored runs')
      .argument('[runs...]', 'the folders of two stored runs, base and head')
      .option(
        '--aa',
        'the same product on both sides: how often this machine sees a change where there is none',
      )
      .option('--runs <n>', 'how many comparisons --aa makes (default: 5)'),
  )
    .addHelpText('after', exitCodes)
    .action(
      inProject(async (project, folders: string[], options: CompareFlags) => {
        const { compare } = await import('./compare.ts');
        return compare(project, folders, options);
      }),
    );

  addMeasuring(
    projectCommand(program, 'ci')
      .description('compare two versions side by side for a pull request: comment, annotations, exit code')
      .option('--allow-inconclusive', 'exit code 0 in place of 3 when there is no verdict'),
  )
    .addHelpText('after', exitCodes)
    .action(
      inProject(async (project, options: CiFlags) => {
        const { ci } = await import('./ci.ts');
        return ci(project, options);
      }),
    );
}

function addMeasuring(command: Command): Command {
  return command
    .option('--base <url>', 'what is (default: a copy of the target, started by target.command)')
    .option('--head <url>', 'what is to become of it')
    .option('--base-command <command>', 'starts it, stays, and is ended afterwards')
    .option('--head-command <command>', 'the same for the head')
    .option('--margin <percent>', 'how far a step may change before it counts (default: 10)')
    .option('--floor <milliseconds>', 'and how far at least (default: 20)')
    .option('--duration <seconds>', 'at most so long, when not all is resolved before')
    .option('--looks <n>', 'how often it is looked whether all is resolved (default: 4)')
    .option('--workload <name>', 'a file under workloads/, without .ts (default: compare)')
    .option('--users <n>', 'how many people at once')
    .option('--users-per-worker <n>', 'how many of them share a worker')
    .option('--seed <n>', 'the same seed gives the same queries and choices')
    .option('--browser <path>', 'Chromium executable');
}
