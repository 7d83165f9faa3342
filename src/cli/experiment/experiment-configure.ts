import { InputError } from '../../project/input-error.ts';
import { startGuarded } from '../product/guarded-command.ts';

/**
 * Runs a shell command to its end, such as the deployment of a configuration. Nothing that it starts in its group stays.
 *
 * @param name of the side, for messages
 * @throws {InputError} with its last words, when it fails
 * @throws what `interrupted` was aborted with
 */
export async function configure(
  name: string,
  command: string,
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
  interrupted: AbortSignal,
): Promise<void> {
  interrupted.throwIfAborted();
  console.log(`${name}: configuring by "${command}"`);
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
