import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { CiFlags } from './ci.ts';
import type { CompareFlags } from './comparison-options.ts';

/** Adds `compare` and `ci` to the command line. */
export function addComparisonCommands(program: Command): void {
  const exitCodes = `
Exit codes: 0 no step is slower · 1 a step is slower · 2 nothing was measured · 3 inconclusive, no verdict.
A step is slower if its change is significantly above the margin, which is the larger of --margin and --floor.`;

  addMeasuring(
    projectCommand(program, 'compare')
      .description('compare two versions side by side, or two stored runs')
      .argument('[runs...]', 'folders of two stored runs, base and head')
      .option(
        '--aa',
        'compare a product with itself, to find out how often this machine reports a change where there is none',
      )
      .option('--runs <n>', 'number of comparisons that --aa makes (default: 5)'),
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
      .description(
        'compare two versions side by side for a pull request: write a comment and annotations, set the exit code',
      )
      .option('--allow-inconclusive', 'exit with 0 instead of 3 if there is no verdict'),
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
    .option(
      '--base <url>',
      'URL of the current version (default: a copy of the target, started by target.command)',
    )
    .option('--head <url>', 'URL of the changed version (default: a second copy)')
    .option(
      '--base-command <command>',
      'shell command that starts the base and keeps running; stopped afterwards',
    )
    .option(
      '--head-command <command>',
      'shell command that starts the head and keeps running; stopped afterwards',
    )
    .option('--margin <percent>', 'ignore changes smaller than this percentage (default: 10)')
    .option('--floor <milliseconds>', 'ignore changes smaller than this many milliseconds (default: 20)')
    .option('--duration <seconds>', 'maximum duration; stops earlier once every metric is resolved')
    .option('--looks <n>', 'how many times to check whether every metric is resolved (default: 4)')
    .option('--workload <name>', 'name of a file under workloads/, without .ts (default: compare)')
    .option('--users <n>', 'number of concurrent users')
    .option('--users-per-worker <n>', 'number of users that share a worker')
    .option('--seed <n>', 'random seed; the same seed gives the same queries and choices')
    .option('--browser <path>', 'path to a Chromium executable');
}
