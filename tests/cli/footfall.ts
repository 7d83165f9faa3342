import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childrenOf } from '../../src/telemetry/machine/processes.ts';

const root = resolve(import.meta.dirname, '../..');

/** The command line as users have it, with a reports folder of its own. */
export interface Started {
  child: ChildProcess;
  reports: string;
  /** Everything it printed so far. */
  said(): string;
  exited: Promise<number | null>;
}

/**
 * Starts `footfall` with these words and variables. Nothing of the caller's own settings reaches it.
 *
 * @param project the folder to stand in; that of this repository unless it is given
 */
export function startFootfall(words: string[], env: NodeJS.ProcessEnv = {}, project = root): Started {
  const reports = mkdtempSync(join(tmpdir(), 'footfall-reports-'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET|PW|PLAYWRIGHT|TEST)_/.test(name) || name === 'FOOTFALL_BROWSER',
  );
  const child = spawn(process.execPath, [join(root, 'bin/footfall.js'), ...words], {
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

/** Process ids of everything that a process started, directly or not. */
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
