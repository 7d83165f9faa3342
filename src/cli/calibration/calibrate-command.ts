import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `calibrate` to the command line. */
export function addCalibrateCommand(program: Command): void {
  projectCommand(program, 'calibrate')
    .description(
      'determine the measurement error of this machine, and up to how many users it measures accurately',
    )
    .argument(
      '[workload]',
      'workload whose viewport and think time are used (default: peak, or the only one there is)',
    )
    .option(
      '--users <max>',
      'maximum number of users (default: until measurements are inaccurate or memory is full)',
    )
    .option('--duration <seconds>', 'length of the steady state at each level (default: 30)')
    .option('--browser <path>', 'path to a Chromium executable')
    .addHelpText(
      'after',
      `
Measures responses that take a known time: with one user for the floor, then with 10, 25, 50, 75 and so on. This takes
a few minutes, on an otherwise idle machine. The result is stored in .footfall/calibrations and shown in each report.`,
    )
    .action(
      inProject(async (project, workload: string | undefined, options: Record<string, string>) => {
        const { calibrate } = await import('./calibrate.ts');
        return calibrate(project, { ...options, ...(workload !== undefined && { workload }) });
      }),
    );
}
