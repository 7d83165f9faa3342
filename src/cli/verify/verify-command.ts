import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

export function addVerifyCommand(program: Command): void {
  projectCommand(program, 'verify')
    .description('film each step of the journeys and compare the screen with the end that the step claims')
    .argument('[workload]', 'whose journeys to film (default: peak, or the only one there is)')
    .option('--target <url>', 'URL of the product (default: target.url in footfallConfig)')
    .option('--browser <path>', 'path to a Chromium executable')
    .action(
      inProject(async (project, workload: string | undefined, options: Record<string, string>) => {
        const { verify } = await import('./verify.ts');
        return verify(project, { ...options, ...(workload !== undefined && { workload }) });
      }),
    );
}
