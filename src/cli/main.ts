import { Command, CommanderError } from 'commander';
import { ownVersion } from '../own-files.ts';
import { InputError } from '../project/input-error.ts';
import { RunFolderError } from '../store/read.ts';
import { addBaselineCommands } from './budgets/baseline-commands.ts';
import { addBudgetCommands } from './budgets/budget-commands.ts';
import { addCalibrateCommand } from './calibration/calibrate-command.ts';
import { addComparisonCommands } from './comparison/comparison-commands.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { exitCodes } from './exit-codes.ts';
import { addExperimentCommands } from './experiment/experiment-commands.ts';
import { InterruptedEarly } from './interruption.ts';
import { addRunCommands } from './run/run-commands.ts';

/** What a command needs is imported when it runs: help is quick, and a missing Playwright is reported in plain words. */
const program = new Command('footfall')
  .exitOverride()
  .description('Sends real browsers through the journeys of a search product and says whether it holds.')
  .version(ownVersion())
  .addHelpText(
    'after',
    `
Exit codes: 0 pass · 1 a budget failed · 2 nothing was measured · 3 inconclusive or invalid.
A flag wins over the environment, that over .env, and that over footfallConfig() in playwright.config.ts;
\`footfall doctor --settings\` shows what holds here and why.`,
  );

addRunCommands(program);
addComparisonCommands(program);
addExperimentCommands(program);
addBaselineCommands(program);
addBudgetCommands(program);
addCalibrateCommand(program);
addDoctorCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Whatever went wrong here, nothing was measured: exit code 1 is kept for a missed budget. */
function report(error: unknown): number {
  // Commander has printed it already; help and version are no failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.nothingMeasured;
  const isExplained =
    error instanceof InputError || error instanceof RunFolderError || error instanceof InterruptedEarly;
  console.error(isExplained ? error.message : error);
  return exitCodes.nothingMeasured;
}
