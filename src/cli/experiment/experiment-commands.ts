import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { ExperimentFlags } from './experiment-options.ts';

/** Adds `experiment` and `tune` to the command line. */
export function addExperimentCommands(program: Command): void {
  projectCommand(program, 'experiment')
    .description('prove a change, both versions side by side and at equal answers; without a name: list them')
    .argument('[name]', 'a file under experiments/, without .json, or the path of one')
    .option('--margin <percent>', 'how far a step may change before it counts (default: 5)')
    .option('--floor <milliseconds>', 'and how far at least (default: 5)')
    .option('--duration <seconds>', 'at most so long, when not all is resolved before')
    .option('--looks <n>', 'how often it is looked whether all is resolved (default: 4)')
    .option('--workload <name>', 'a file under workloads/, without .ts (default: compare)')
    .option('--users <n>', 'how many people at once')
    .option('--seed <n>', 'the same seed gives the same queries and choices')
    .option('--browser <path>', 'Chromium executable')
    .addHelpText(
      'after',
      `
Exit codes: 0 better, at equal answers · 1 worse, no difference, or other answers · 2 nothing was measured · 3 not decided.
docs/experiments.md says how to write one.`,
    )
    .action(
      inProject(async (project, name: string | undefined, options: ExperimentFlags) => {
        const { experiment } = await import('./experiment.ts');
        return experiment(project, name, options);
      }),
    );

  projectCommand(program, 'tune')
    .description('try what the advice of a run says, keep what is proven, and run again')
    .argument(
      '[workload]',
      'a file under workloads/, without .ts, for the runs before and after (default: peak)',
    )
    .option('--users <n>', 'how many people at once in these two runs')
    .option(
      '--experiment-users <n>',
      'how many while a change is tried; fewer on a machine that they keep busy (default: 12)',
    )
    .option('--duration <seconds>', 'length of their steady state')
    .option('--seed <n>', 'the same seed gives the same queries and choices')
    .option('--browser <path>', 'Chromium executable')
    .addHelpText(
      'after',
      `
Tries the experiments that say which advice they cure, each for at most 75 s, on the target that target.command starts.
Exit codes: 0 something was won · 2 nothing was measured · 3 nothing was won, or it was cut short.`,
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
