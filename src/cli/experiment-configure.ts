import { fork } from 'node:child_process';
import { join } from 'node:path';
import { InputError } from '../runner/input-error.ts';
import { lastWordsOf } from './last-words.ts';

const LAST_WORDS_CHARACTERS = 4000;

/**
 * Runs a shell command to its end, such as the deployment of a configuration. Nothing that it starts stays.
 *
 * @param name of the side, for messages
 * @throws {InputError} with its last words, when it fails
 * @throws what `interrupted` was aborted with
 */
export async function configure(
  name: string,
  command: string,
  env: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<void> {
  interrupted.throwIfAborted();
  console.log(`${name}: configuring by "${command}"`);
  const guard = fork(join(import.meta.dirname, 'side-guard.ts'), [command], {
    env,
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A terminal's Ctrl-C reaches it from here, once.
    detached: true,
  });
  let said = '';
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-LAST_WORDS_CHARACTERS)));
  }
  const end = () => guard.kill('SIGTERM');
  interrupted.addEventListener('abort', end, { once: true });
  const exitCode = await new Promise<number | null>((ended) => guard.once('close', ended));
  interrupted.removeEventListener('abort', end);
  interrupted.throwIfAborted();
  if (exitCode === 0) return;
  const words = lastWordsOf(said);
  throw new InputError(
    `${name}: "${command}" failed (exit code ${exitCode}); ${words === '' ? 'it said nothing' : `its last words:\n${words}`}`,
  );
}
