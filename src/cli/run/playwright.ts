import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { endSignals } from '../interruption.ts';

const LAST_WORDS_MS = 500;

export interface PlaywrightEnd {
  /** Somebody asked this process to end meanwhile. */
  interrupted: boolean;
  /** What it said, when that was not passed on. */
  said: string;
}

/**
 * Runs `playwright test` to its end. The child has a process group of its own, so that a Ctrl-C reaches it once, from
 * here: it then ends the run in order. A second one, later, means "at once".
 *
 * @param config the configuration file; its folder is the project
 * @param output whether the words of the run are the caller's output, or kept
 */
export async function playwright(
  config: string,
  env: NodeJS.ProcessEnv,
  output: 'passed on' | 'kept',
): Promise<PlaywrightEnd> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const stream = output === 'kept' ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [cli, 'test', '--config', config], {
    cwd: dirname(config),
    env,
    stdio: ['ignore', stream, stream, 'ipc'],
    detached: true,
  });
  let said = '';
  for (const part of [child.stdout, child.stderr]) part?.on('data', (chunk) => (said += chunk));
  let interrupted = false;
  const passOn = () => {
    interrupted = true;
    child.kill('SIGINT');
  };
  for (const signal of endSignals) process.on(signal, passOn);
  await new Promise<void>((ended, failed) => {
    // Its last words come a moment after its end; what it left behind may keep the line open for good.
    child.once('exit', () => setTimeout(ended, LAST_WORDS_MS));
    child.once('close', () => ended()).once('error', failed);
  });
  child.stdout?.destroy();
  child.stderr?.destroy();
  for (const signal of endSignals) process.off(signal, passOn);
  return { interrupted, said };
}
