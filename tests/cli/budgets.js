import { resolve } from 'node:path';
import { register } from 'tsx/esm/api';

// `footfall baseline` and `footfall budgets` as they are, in the project that the first word names.
register();
const { Command } = await import('commander');
const { addBaselineCommands } = await import('../../src/cli/budgets/baseline-commands.ts');
const { addBudgetCommands } = await import('../../src/cli/budgets/budget-commands.ts');
const { InputError } = await import('../../src/project/input-error.ts');
const [root, ...words] = process.argv.slice(2);
const program = new Command().exitOverride();
addBaselineCommands(program, resolve(root));
addBudgetCommands(program, resolve(root));
await program.parseAsync(words, { from: 'user' }).catch((error) => {
  // A stack is for what nobody foresaw, as in the command line itself.
  console.error(error instanceof InputError ? error.message : error);
  process.exitCode = 2;
});
