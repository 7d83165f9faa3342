import type { Command, CommandOptions } from 'commander';
import { InputError } from '../project/input-error.ts';
import { refuseMisspeltVariables } from '../project/misspelt-variables.ts';
import { openProject, type Project } from '../project/open-project.ts';

/** Adds a command that works on a project: the one that contains the current folder, or the one given by `--config`. */
export function projectCommand(parent: Command, name: string, options: CommandOptions = {}): Command {
  return parent
    .command(name, options)
    .option(
      '--config <path>',
      'path to the project’s playwright.config.ts (default: the nearest one in this folder or above)',
    );
}

/**
 * The action of such a command; it returns the exit code.
 *
 * @param act called with the project, the arguments, and the options without `--config`
 */
export function inProject<Words extends unknown[]>(
  act: (project: Project, ...words: Words) => Promise<number> | number,
): (...words: unknown[]) => Promise<void> {
  return async (...words) => {
    // Commander appends the options and the command itself.
    refuseEmpty(words);
    const { config, ...options } = words.at(-2) as Record<string, unknown>;
    const project = await openProject(process.cwd(), config as string | undefined);
    refuseMisspeltVariables(process.env);
    process.exitCode = await act(project, ...([...words.slice(0, -2), options] as unknown as Words));
  };
}

/** An empty value comes from a variable that is not set, so something else than meant would be measured. */
function refuseEmpty(words: unknown[]): void {
  const command = words.at(-1) as Command;
  const empty = command.options.find((option) => command.opts()[option.attributeName()] === '');
  if (empty) throw new InputError(`${empty.long} is empty; give it a value, or leave it out`);
  const index = command.args.indexOf('');
  const name = command.registeredArguments[Math.min(index, command.registeredArguments.length - 1)]?.name();
  if (index >= 0) throw new InputError(`the argument ${name} is empty; give it a value, or leave it out`);
  // Other empty variables count as not set.
  if (process.env.FOOTFALL_TARGET?.trim() === '')
    throw new InputError(
      'FOOTFALL_TARGET (--target) is set, but empty; give it a value, or unset it for target.url in footfallConfig()',
    );
}
