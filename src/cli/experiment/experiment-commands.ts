import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { ExperimentFlags } from './experiment-options.ts';

/** Adds `experiment` and `tune` to the command line. */
export function addExperimentCommands(program: Command): void {
  projectCommand(program, 'experiment')
    .description(
      'test a change side by side and check that the answers stay the same; without a name, list the experiments',
    )
    .argument('[name]', 'name of a file under experiments/, without .json, or path of one')
    .option(
      '--margin <percent>',
      'ignore changes smaller than this percentage (default: as set in the experiment, or 5)',
    )
    .option(
      '--floor <milliseconds>',
      'ignore changes smaller than this many milliseconds (default: as set in the experiment, or 5)',
    )
    .option('--duration <seconds>', 'maximum duration; stops earlier once every metric is resolved')
    .option('--looks <n>', 'how many times to check whether every metric is resolved (default: 4)')
    .option(
      '--workload <name>',
      'name of a file under workloads/, without .ts (default: as set in the experiment, or compare)',
    )
    .option('--users <n>', 'number of concurrent users')
    .option('--seed <n>', 'random seed; the same seed gives the same queries and choices')
    .option('--browser <path>', 'path to a Chromium executable')
    .addHelpText(
      'after',
      `
Exit codes: 0 better, with the same answers · 1 worse, no difference, or different answers ·
2 nothing was measured · 3 not decided.
See docs/experiments.md for how to write an experiment.`,
    )
    .action(
      inProject(async (project, name: string | undefined, options: ExperimentFlags) => {
        const { experiment } = await import('./experiment.ts');
        return experiment(project, name, options);
      }),
    );

  projectCommand(program, 'tune')
    .description('test the changes that a run advises, keep the proven ones, and run again')
    .argument(
      '[workload]',
      'workload of the runs before and after: name of a file under workloads/, without .ts (default: peak, or the only one there is)',
    )
    .option('--users <n>', 'number of concurrent users in these two runs')
    .option(
      '--experiment-users <n>',
      'number of concurrent users while a change is tested; use fewer if they keep this machine busy (default: 12)',
    )
    .option('--duration <seconds>', 'length of the steady state of these two runs')
    .option('--seed <n>', 'random seed; the same seed gives the same queries and choices')
    .option('--browser <path>', 'path to a Chromium executable')
    .addHelpText(
      'after',
      `
Tests each experiment whose "cures" match the advice of the run, for at most 75 s each. target.command starts the target.
Exit codes: 0 a change was kept · 2 nothing was measured · 3 no change was kept, or tuning was cut short.`,
    )
    .action(
      inProject(
        async (
          project,
          workload: string | undefined,
          { experimentUsers, ...options }: { experimentUsers?: string } & Record<string, string>,
        ) => {
          const { tune } = await import('./tune.ts');
          const flags = { ...options, ...(workload !== undefined && { workload }) };
          return tune(project, flags, experimentUsers);
        },
      ),
    );
}
