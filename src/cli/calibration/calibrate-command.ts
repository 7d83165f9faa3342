import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `calibrate` to the command line. */
export function addCalibrateCommand(program: Command): void {
  projectCommand(program, 'calibrate')
    .description('find out how far from the truth this machine measures, and up to how many users')
    .argument('[workload]', 'whose viewport and think time are taken (default: peak)')
    .option('--users <most>', 'go no further than this (default: until it breaks or memory is short)')
    .option('--duration <seconds>', 'length of the steady state of each level (default: 30)')
    .option('--browser <path>', 'Chromium executable')
    .addHelpText(
      'after',
      `
Measures answers that take a known time: with one user for the floor, then 10, 25, 50, 75 and on. It takes some minutes,
and the machine should have nothing else to do. What it finds is stored in .footfall/calibrations and shown in each report.`,
    )
    .action(
      inProject(async (project, workload: string | undefined, options: Record<string, string>) => {
        const { calibrate } = await import('./calibrate.ts');
        return calibrate(project, { ...options, ...(workload !== undefined && { workload }) });
      }),
    );
}
