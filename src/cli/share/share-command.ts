import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

export function addShareCommand(program: Command): void {
  projectCommand(program, 'share')
    .description(
      'write the reports of a run for somebody outside: without samples, queries, addresses and pictures',
    )
    .argument('<run>', 'path of the run folder, such as reports/latest')
    .action(
      inProject(async (project, folder: string) => {
        const { share } = await import('./share.ts');
        return share(project, folder);
      }),
    );
}
