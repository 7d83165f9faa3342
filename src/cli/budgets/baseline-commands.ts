import { join } from 'node:path';
import type { Command } from 'commander';
import { readSettings } from '../../project/settings.ts';
import { listBaselines, saveRunAsBaseline } from './baseline.ts';

/** The newest run, wherever runs are written. */
export const latestRun = (root: string) => join(readSettings(root).reportsFolder, 'latest');

/** Adds `baseline` to the command line. */
export function addBaselineCommands(program: Command, root: string): void {
  const baseline = program
    .command('baseline')
    .description('what a run saw, kept under a name for limits relative to it');
  baseline
    .command('save')
    .description('keep a run as perf-budgets/baselines/<name>.json, in place of what is there')
    .argument('<name>', 'main is the one that runs take when nobody says otherwise')
    .argument('[run]', 'its folder (default: the newest)')
    .action((name: string, folder: string | undefined) => {
      process.exitCode = saveRunAsBaseline(root, name, folder ?? latestRun(root));
    });
  baseline
    .command('list')
    .description('the baselines there are')
    .action(() => {
      process.exitCode = listBaselines(root);
    });
}
