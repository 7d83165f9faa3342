import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childrenOf } from '../../src/telemetry/machine/processes.ts';

const root = resolve(import.meta.dirname, '../..');

/** A process of the command line, with its own reports folder. */
export interface Started {
  child: ChildProcess;
  reports: string;
  /** Its output so far. */
  said(): string;
  exited: Promise<number | null>;
}

/**
 * Starts `footfall` with these arguments and variables. It does not inherit the caller's settings.
 *
 * @param project the working directory; defaults to this repository
 */
export const startFootfall = (words: string[], env: NodeJS.ProcessEnv = {}, project = root): Started =>
  start([join(root, 'bin/footfall.js'), ...words], env, project);

/** Starts `playwright test` in the same way. */
export const startPlaywright = (words: string[], env: NodeJS.ProcessEnv, project: string): Started =>
  start([join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...words], env, project);

function start(command: string[], env: NodeJS.ProcessEnv, project: string): Started {
  const reports = mkdtempSync(join(tmpdir(), 'footfall-reports-'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET|PW|PLAYWRIGHT|TEST)_/.test(name) || name === 'FOOTFALL_BROWSER',
  );
  const child = spawn(process.execPath, command, {
    cwd: project,
    env: { ...Object.fromEntries(inherited), FOOTFALL_REPORTS: reports, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const exited = new Promise<number | null>((ended) => child.once('close', ended));
  return { child, reports, said: () => said, exited };
}

export async function footfall(words: string[], env: NodeJS.ProcessEnv = {}, project = root) {
  const started = startFootfall(words, env, project);
  const exitCode = await started.exited;
  return { exitCode, said: started.said(), reports: started.reports };
}

/** The ids of all processes that a process started, directly or indirectly. */
export function descendantsOf(pid: number): number[] {
  const found = [pid];
  for (const at of found) found.push(...childrenOf(at, /./));
  return found.slice(1);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
