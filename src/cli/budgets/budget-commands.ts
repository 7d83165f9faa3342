import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { InitOptions } from './budgets.ts';
import type { TightenOptions } from './tighten-budgets.ts';

/** Adds `budgets` to the command line. */
export function addBudgetCommands(program: Command): void {
  const budgets = program
    .command('budgets')
    .description('write, check and tighten the budget files under perf-budgets/');
  projectCommand(budgets, 'init')
    .description('write a budget file for each journey of a run; never overwrites existing files')
    .argument('[run]', 'path of the run folder (default: the newest run)')
    .option(
      '--headroom <percent>',
      'headroom above the 95 % confidence bound of what was measured (default: 20)',
    )
    .option('--file <name>', 'prefix of the file names')
    .action(
      inProject(async (project, folder: string | undefined, options: InitOptions) => {
        const { initBudgets } = await import('./budgets.ts');
        const { runFolder } = await import('../run-folder.ts');
        return initBudgets(project.root, runFolder(project, folder), options);
      }),
    );
  projectCommand(budgets, 'check')
    .description('check every budget file against the journeys and workloads')
    .action(
      inProject(async (project) => {
        const { checkBudgets } = await import('./budgets.ts');
        return checkBudgets(project);
      }),
    );
  projectCommand(budgets, 'tighten')
    .description('propose lower limits that all of the last runs would have met')
    .option('--runs <n>', 'number of runs to consider, under the same conditions as the newest (default: 3)')
    .option('--headroom <percent>', 'headroom above the 95 % confidence bound of the worst run (default: 20)')
    .option('--write', 'write the numbers into the files and change nothing else in them')
    .action(
      inProject(async (project, options: TightenOptions) => {
        const { tightenBudgets } = await import('./tighten-budgets.ts');
        return tightenBudgets(project, options);
      }),
    );
}
