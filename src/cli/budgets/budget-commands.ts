import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';
import type { InitOptions } from './budgets.ts';
import type { TightenOptions } from './tighten-budgets.ts';

/** Adds `budgets` to the command line. */
export function addBudgetCommands(program: Command): void {
  const budgets = program.command('budgets').description('the limits under perf-budgets/');
  projectCommand(budgets, 'init')
    .description('write a budget file for each journey of a run; nothing is overwritten')
    .argument('[run]', 'its folder (default: the newest)')
    .option('--headroom <percent>', 'how far above what was measured, at 95 % confidence (default: 20)')
    .option('--file <name>', 'what the names of the files begin with')
    .action(
      inProject(async (project, folder: string | undefined, options: InitOptions) => {
        const { initBudgets } = await import('./budgets.ts');
        const { latestRun } = await import('./latest-run.ts');
        return initBudgets(project.root, folder ?? latestRun(project), options);
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
    .description('lower limits that all of the last runs would have kept')
    .option('--runs <n>', 'how many runs of the same kind as the newest (default: 3)')
    .option('--headroom <percent>', 'how far above the worst of them, at 95 % confidence (default: 20)')
    .option('--write', 'put the numbers into the files; all else in them stays')
    .action(
      inProject(async (project, options: TightenOptions) => {
        const { tightenBudgets } = await import('./tighten-budgets.ts');
        return tightenBudgets(project, options);
      }),
    );
}
