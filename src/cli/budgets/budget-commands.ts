import type { Command } from 'commander';
import { latestRun } from './baseline-commands.ts';
import { checkBudgets, type InitOptions, initBudgets } from './budgets.ts';
import { type TightenOptions, tightenBudgets } from './tighten-budgets.ts';

/** Adds `budgets` to the command line. */
export function addBudgetCommands(program: Command, root: string): void {
  const budgets = program.command('budgets').description('the limits under perf-budgets/');
  budgets
    .command('init')
    .description('write a budget file for each journey of a run; nothing is overwritten')
    .argument('[run]', 'its folder (default: the newest)')
    .option('--headroom <percent>', 'how far above what was seen, at 95 % confidence (default: 20)')
    .option('--file <name>', 'what the names of the files begin with')
    .action((folder: string | undefined, options: InitOptions) => {
      process.exitCode = initBudgets(root, folder ?? latestRun(root), options);
    });
  budgets
    .command('check')
    .description('whether every budget file fits the journeys and workloads')
    .action(async () => {
      process.exitCode = await checkBudgets(root);
    });
  budgets
    .command('tighten')
    .description('lower limits that all of the last runs would have kept')
    .option('--runs <n>', 'how many runs of the same kind as the newest (default: 3)')
    .option('--headroom <percent>', 'how far above the worst of them, at 95 % confidence (default: 20)')
    .option('--write', 'put the numbers into the files; all else in them stays')
    .action(async (options: TightenOptions) => {
      process.exitCode = await tightenBudgets(root, options);
    });
}
