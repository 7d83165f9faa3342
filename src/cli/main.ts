import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { InputError } from '../project/input-error.ts';
import { RunFolderError } from '../store/read.ts';
import { addBaselineCommands } from './budgets/baseline-commands.ts';
import { addBudgetCommands } from './budgets/budget-commands.ts';
import { calibrate } from './calibration/calibrate.ts';
import { addComparisonCommands } from './comparison/comparison-commands.ts';
import { doctor } from './doctor/doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { addExperimentCommands } from './experiment/experiment-commands.ts';
import { InterruptedEarly } from './interruption.ts';
import { startInBackground, status, stop } from './product/target.ts';
import { report } from './run/report.ts';
import { run } from './run/run.ts';

/** The project: journeys, workloads and budgets are found beside the sources. */
const root = resolve(import.meta.dirname, '../..');
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const program = new Command('footfall')
  .exitOverride()
  .description('Sends real browsers through the journeys of a search product and says whether it holds.')
  .version(version)
  .addHelpText(
    'after',
    `
Exit codes: 0 pass · 1 a budget failed · 2 nothing was measured · 3 inconclusive or invalid.
Settings can stand in .env; .env.example explains each. A flag wins over .env.`,
  );

program
  .command('run', { isDefault: true })
  .description('run a workload, judge it and write the reports')
  .argument('[workload]', 'a file under workloads/, without .ts (default: peak)')
  .option('--target <url>', 'the product to measure (default: the reference target, started for the run)')
  .option('--users <n>', 'how many people at once, each a Playwright worker')
  .option('--users-per-worker <n>', 'how many of them share a worker (default: 1)')
  .option('--duration <seconds>', 'length of the steady state')
  .option('--seed <n>', 'the same seed gives the same run')
  .option('--browser <path>', 'Chromium executable')
  .option(
    '--baseline <name>',
    'what limits over a baseline are held against (default: main, once it is saved)',
  )
  .option(
    '--audits',
    'let Lighthouse look at the pages when the users have gone (default: as the workload says)',
  )
  .option('--no-audits', 'leave Lighthouse out')
  .action(
    async (
      workload: string | undefined,
      { audits, ...options }: { audits?: boolean } & Record<string, unknown>,
    ) => {
      process.exitCode = await run(root, {
        ...(options as Record<string, string>),
        ...(audits !== undefined && { audits: audits ? 'on' : 'off' }),
        ...(workload !== undefined && { workload }),
      });
    },
  );

addComparisonCommands(program, root);
addExperimentCommands(program, root);
addBaselineCommands(program, root);
addBudgetCommands(program, root);

const target = program.command('target').description('the reference search product');
target
  .command('start')
  .description('start it in the background; the first time it is built and filled')
  .action(() => startInBackground(root));
target
  .command('stop')
  .description('stop it')
  .action(() => stop(root));
target
  .command('status')
  .description('whether it is up, and its tiers')
  .action(async () => {
    process.exitCode = await status(root);
  });

program
  .command('report')
  .description('analyse a stored run again and write its reports anew')
  .argument('<run>', 'its folder, such as reports/latest')
  .action(async (folder: string) => {
    process.exitCode = await report(root, folder);
  });

program
  .command('calibrate')
  .description('find out how far from the truth this machine measures, and up to how many users')
  .argument('[workload]', 'whose viewport and think time are taken (default: peak)')
  .option('--users <most>', 'go no further than this (default: until it breaks or memory is short)')
  .option('--duration <seconds>', 'length of the steady state of each level (default: 30)')
  .option('--browser <path>', 'Chromium executable')
  .addHelpText(
    'after',
    `
Measures answers that take a known time: with one user for the floor, then 10, 25, 50, 75 and on. It takes some minutes,
and the machine should have nothing else to do. What it finds lies in .footfall/calibrations and is told in each report.`,
  )
  .action(async (workload: string | undefined, options: Record<string, string>) => {
    process.exitCode = await calibrate(root, { ...options, ...(workload !== undefined && { workload }) });
  });

program
  .command('doctor')
  .description('what is here, what is missing, and the command that mends it')
  .action(async () => {
    process.exitCode = await doctor(root);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** Whatever went wrong here, nothing was measured: exit code 1 is kept for a missed budget. */
function tell(error: unknown): number {
  // Commander has said it already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.nothingMeasured;
  const isExplained =
    error instanceof InputError || error instanceof RunFolderError || error instanceof InterruptedEarly;
  console.error(isExplained ? error.message : error);
  return exitCodes.nothingMeasured;
}
