import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `doctor` to the command line. */
export function addDoctorCommand(program: Command): void {
  projectCommand(program, 'doctor')
    .description(
      'check that this machine and project are ready for a run, and show how to fix what is missing',
    )
    .option('--settings', 'show every setting, its value and where it comes from')
    .action(
      inProject(async (project, { settings }: { settings?: boolean }) => {
        if (settings) {
          const { showSettings } = await import('./show-settings.ts');
          return showSettings(project);
        }
        const { doctor } = await import('./doctor.ts');
        return doctor(project);
      }),
    );
}
