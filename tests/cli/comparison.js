import { resolve } from 'node:path';
import { register } from 'tsx/esm/api';

// `footfall compare`, `ci`, `experiment` and `tune` as they are, in the project that the first word names.
register();
const { Command, CommanderError } = await import('commander');
const { addComparisonCommands } = await import('../../src/cli/comparison/comparison-commands.ts');
const { addExperimentCommands } = await import('../../src/cli/experiment/experiment-commands.ts');
const [root, ...words] = process.argv.slice(2);
const program = new Command().exitOverride();
addComparisonCommands(program, resolve(root));
addExperimentCommands(program, resolve(root));
await program.parseAsync(words, { from: 'user' }).catch((error) => {
  if (!(error instanceof CommanderError)) console.error(error.message);
  process.exitCode = 2;
});
