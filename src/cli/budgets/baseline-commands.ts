import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `baseline` to the command line. */
export function addBaselineCommands(program: Command): void {
  const baseline = program
    .command('baseline')
    .description('what a run measured, kept under a name for relative limits');
  projectCommand(baseline, 'save')
    .description('keep a run as perf-budgets/baselines/<name>.json, in place of what is there')
    .argument('<name>', 'main is the one that runs use unless they name another')
    .argument('[run]', 'its folder (default: the newest)')
    .action(
      inProject(async (project, name: string, folder: string | undefined) => {
        const { saveRunAsBaseline } = await import('./baseline.ts');
        const { latestRun } = await import('./latest-run.ts');
        return saveRunAsBaseline(project.root, name, folder ?? latestRun(project));
      }),
    );
  projectCommand(baseline, 'list')
    .description('list the baselines')
    .action(
      inProject(async (project) => {
        const { listBaselines } = await import('./baseline.ts');
        return listBaselines(project.root);
      }),
    );
}
