import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `baseline` to the command line. */
export function addBaselineCommands(program: Command): void {
  const baseline = program.command('baseline').description('save and list baselines for relative limits');
  projectCommand(baseline, 'save')
    .description('save a run as perf-budgets/baselines/<name>.json, replacing any existing one')
    .argument('<name>', 'name of the baseline; runs use main unless they name another')
    .argument('[run]', 'path of the run folder (default: the newest run)')
    .action(
      inProject(async (project, name: string, folder: string | undefined) => {
        const { saveRunAsBaseline } = await import('./baseline.ts');
        const { runFolder } = await import('../run-folder.ts');
        return saveRunAsBaseline(project.root, name, runFolder(project, folder));
      }),
    );
  projectCommand(baseline, 'list')
    .description('list the saved baselines')
    .action(
      inProject(async (project) => {
        const { listBaselines } = await import('./baseline.ts');
        return listBaselines(project.root);
      }),
    );
}
