import type { Command } from 'commander';
import { inProject, projectCommand } from '../project-command.ts';

/** Adds `run`, `report` and the hidden command that gives Playwright its plan when it is started directly. */
export function addRunCommands(program: Command): void {
  projectCommand(program, 'run', { isDefault: true })
    .description('run a workload, check it against its budgets, and write the reports')
    .argument(
      '[workload]',
      'name of a file under workloads/, without its extension (default: peak, or the only one there is)',
    )
    .option('--target <url>', 'URL of the product to measure (default: target.url in footfallConfig)')
    .option('--users <n>', 'number of concurrent users (default: as set in the workload)')
    .option(
      '--users-per-worker <n>',
      'number of users that share a Playwright worker (default: as set in the workload, or 1)',
    )
    .option('--duration <seconds>', 'length of the steady state (default: as set in the workload)')
    .option('--seed <n>', 'random seed; the same seed gives the same queries, choices and pace')
    .option('--browser <path>', 'path to a Chromium executable')
    .option('--baseline <name>', 'baseline for relative limits (default: main, once it is saved)')
    .option(
      '--audits',
      'audit the pages with Lighthouse after the users have left (default: as set in the workload)',
    )
    .option('--no-audits', 'do not audit the pages with Lighthouse')
    .option('--no-film', 'do not film each step when the users have left')
    .option('--stop-when-down', 'end the run early if no step is answered any more')
    .action(
      inProject(
        async (
          project,
          workload: string | undefined,
          {
            audits,
            film,
            stopWhenDown,
            ...options
          }: { audits?: boolean; film?: boolean; stopWhenDown?: true } & Record<string, unknown>,
        ) => {
          const { run } = await import('./run.ts');
          return run(project, {
            ...(options as Record<string, string>),
            ...(audits !== undefined && { audits: audits ? 'on' : 'off' }),
            ...(film === false && { film: 'off' }),
            ...(stopWhenDown && { stopWhenDown: 'on' }),
            ...(workload !== undefined && { workload }),
          });
        },
      ),
    );

  projectCommand(program, 'report')
    .description('analyse a stored run again and rewrite its reports')
    .argument('<run>', 'path of the run folder, such as reports/latest')
    .action(
      inProject(async (project, folder: string) => {
        const { report } = await import('./report.ts');
        return report(project, folder);
      }),
    );

  projectCommand(program, 'hand-over', { hidden: true })
    .description('print the plan of a run for `npx playwright test`')
    .argument('[words...]', 'what Playwright was started with')
    .action(
      inProject(async (project, words: string[]) => {
        const { printHandOver } = await import('./print-hand-over.ts');
        return printHandOver(project, words);
      }),
    );
}
