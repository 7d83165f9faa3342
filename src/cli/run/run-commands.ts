import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `run`, `report` and the hidden command by which Playwright, started natively, gets its plan. */
export function addRunCommands(program: Command): void {
  projectCommand(program, 'run', { isDefault: true })
    .description('run a workload, judge it and write the reports')
    .argument('[workload]', 'a file under workloads/, without its ending (default: peak)')
    .option('--target <url>', 'the product to measure (default: target.url in footfallConfig)')
    .option('--users <n>', 'how many people at once, each a Playwright worker')
    .option('--users-per-worker <n>', 'how many of them share a worker (default: 1)')
    .option('--duration <seconds>', 'length of the steady state')
    .option('--seed <n>', 'the same seed gives the same run')
    .option('--browser <path>', 'Chromium executable')
    .option('--baseline <name>', 'what relative limits are compared with (default: main, once it is saved)')
    .option(
      '--audits',
      'let Lighthouse audit the pages after the users have left (default: as the workload says)',
    )
    .option('--no-audits', 'leave Lighthouse out')
    .action(
      inProject(
        async (
          project,
          workload: string | undefined,
          { audits, ...options }: { audits?: boolean } & Record<string, unknown>,
        ) => {
          const { run } = await import('./run.ts');
          return run(project, {
            ...(options as Record<string, string>),
            ...(audits !== undefined && { audits: audits ? 'on' : 'off' }),
            ...(workload !== undefined && { workload }),
          });
        },
      ),
    );

  projectCommand(program, 'report')
    .description('analyse a stored run again and write its reports anew')
    .argument('<run>', 'its folder, such as reports/latest')
    .action(
      inProject(async (project, folder: string) => {
        const { report } = await import('./report.ts');
        return report(project, folder);
      }),
    );

  projectCommand(program, 'hand-over', { hidden: true })
    .description('print the plan of a run for `npx playwright test`')
    .action(
      inProject(async (project) => {
        const { printHandOver } = await import('./print-hand-over.ts');
        return printHandOver(project);
      }),
    );
}
