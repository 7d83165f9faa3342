import { InputError } from '../../project/input-error.ts';
import { startGuarded } from '../product/guarded-command.ts';

/**
 * Runs a shell command to completion, such as one that deploys a configuration. Leaves no process of its group behind.
 *
 * @param name of the side, for messages
 * @throws {InputError} with its last output, if it fails
 * @throws the abort reason of `interrupted`
 */
export async function configure(
  name: string,
  command: string,
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
  interrupted: AbortSignal,
): Promise<void> {
  interrupted.throwIfAborted();
  console.log(`${name}: configuring with "${command}"`);
  const running = startGuarded(command, env, { cwd });
  const end = () => void running.stop();
  interrupted.addEventListener('abort', end, { once: true });
  await running.ended;
  interrupted.removeEventListener('abort', end);
  interrupted.throwIfAborted();
  const exitCode = running.exitCode();
  if (exitCode === 0) return;
  throw new InputError(`${name}: "${command}" failed (exit code ${exitCode}); ${running.lastWords()}`);
}
