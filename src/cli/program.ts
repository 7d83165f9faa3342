import { Command, CommanderError } from 'commander';
import { ownVersion } from '../own-files.ts';
import { InputError } from '../project/input-error.ts';
import { RunFolderError } from '../store/read.ts';
import { meant } from '../words/did-you-mean.ts';
import { addBaselineCommands } from './budgets/baseline-commands.ts';
import { addBudgetCommands } from './budgets/budget-commands.ts';
import { addCalibrateCommand } from './calibration/calibrate-command.ts';
import { addComparisonCommands } from './comparison/comparison-commands.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { exitCodes } from './exit-codes.ts';
import { addExperimentCommands } from './experiment/experiment-commands.ts';
import { InterruptedEarly } from './interruption.ts';
import { addRunCommands } from './run/run-commands.ts';
import { addScanCommand } from './scan/scan-command.ts';
import { addShareCommand } from './share/share-command.ts';
import { addVerifyCommand } from './verify/verify-command.ts';

/** Commands import their modules when they run, so that help is fast and a missing Playwright gets a clear message. */
export function footfallProgram(): Command {
  const program = new Command('footfall')
    .exitOverride()
    .description('Load test search products with real browsers and check them against performance budgets.')
    .version(ownVersion())
    .addHelpText(
      'after',
      `
Exit codes: 0 passed · 1 a budget failed · 2 nothing was measured · 3 inconclusive or invalid.
Settings come from flags, environment variables, .env or footfallConfig() in playwright.config.ts, in this order;
\`footfall doctor --settings\` shows each setting and where its value comes from.`,
    );

  addRunCommands(program);
  addVerifyCommand(program);
  addComparisonCommands(program);
  addExperimentCommands(program);
  addBaselineCommands(program);
  addBudgetCommands(program);
  addCalibrateCommand(program);
  addDoctorCommand(program);
  addScanCommand(program);
  addShareCommand(program);
  return program;
}

/**
 * Runs the command line.
 *
 * @param words without the names of Node and the script
 * @returns the exit code
 */
export async function runProgram(words: string[]): Promise<number> {
  const program = footfallProgram();
  try {
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.pass);
  } catch (error) {
    const exitCode = report(error);
    const command = meantCommand(program, words, error as Error);
    if (command !== undefined) console.error(`if a command was meant: did you mean "footfall ${command}"?`);
    return exitCode;
  }
}

/** A misspelt command is taken for a workload, because `footfall peak` runs one. */
function meantCommand({ commands }: Command, [first = '']: string[], { message }: Error): string | undefined {
  const names = commands.map((command) => command.name());
  const isRefused =
    message.includes(`there is no workload "${first}"`) || message.includes('too many arguments');
  return isRefused && !names.includes(first) ? meant(first, names) : undefined;
}

/** After any error here nothing was measured; exit code 1 is reserved for a missed budget. */
function report(error: unknown): number {
  // Commander has printed the error already; help and version are not failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.nothingMeasured;
  const isExplained =
    error instanceof InputError || error instanceof RunFolderError || error instanceof InterruptedEarly;
  console.error(isExplained ? error.message : (fileProblem(error) ?? error));
  return exitCodes.nothingMeasured;
}

/** A file or folder that cannot be used, which is nobody's defect. */
function fileProblem(error: unknown): string | undefined {
  const { code, path, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined || syscall?.startsWith('spawn')) return undefined;
  return `${message}; make it readable and writable, or name other places with FOOTFALL_REPORTS and FOOTFALL_HISTORY`;
}
