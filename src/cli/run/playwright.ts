import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { endSignals } from '../interruption.ts';

const LAST_OUTPUT_MS = 500;

export interface PlaywrightEnd {
  /** Whether this process was interrupted meanwhile. */
  interrupted: boolean;
  /** Its output, if that was not passed on. */
  said: string;
}

/**
 * Runs `playwright test` to completion. The child has its own process group, so that Ctrl-C reaches it only once, from
 * here, and it ends the run cleanly. A second, later Ctrl-C stops it immediately.
 *
 * @param config the configuration file; its folder is the project
 * @param output whether the output of the run is passed on to this process's output, or kept
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
    // Its last output arrives a moment after it exits; processes that it left behind may keep the pipe open.
    child.once('exit', () => setTimeout(ended, LAST_OUTPUT_MS));
    child.once('close', () => ended()).once('error', failed);
  });
  child.stdout?.destroy();
  child.stderr?.destroy();
  for (const signal of endSignals) process.off(signal, passOn);
  return { interrupted, said };
}
