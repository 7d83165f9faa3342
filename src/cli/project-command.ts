import type { Command, CommandOptions } from 'commander';
import { openProject, type Project } from '../project/open-project.ts';

/** Adds a command that works on a project: the one around the current folder, or the one that `--config` names. */
export function projectCommand(parent: Command, name: string, options: CommandOptions = {}): Command {
  return parent
    .command(name, options)
    .option('--config <path>', 'the project’s playwright.config.ts (default: the nearest one upwards)');
}

/**
 * The action of such a command; what it returns is the exit code.
 *
 * @param act is given the project, the arguments, and last the options without `--config`
 */
export function inProject<Words extends unknown[]>(
  act: (project: Project, ...words: Words) => Promise<number> | number,
): (...words: unknown[]) => Promise<void> {
  return async (...words) => {
    // Commander adds the options and the command itself.
    const { config, ...options } = words.at(-2) as Record<string, unknown>;
    const project = await openProject(process.cwd(), config as string | undefined);
    process.exitCode = await act(project, ...([...words.slice(0, -2), options] as unknown as Words));
  };
}
