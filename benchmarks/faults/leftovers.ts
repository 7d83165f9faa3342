import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { descendantsOf } from '../../tests/cli/footfall.ts';

/** Guards and browsers may take this long to end what outlived its parent. */
const GRACE_MS = 15_000;

/** Set in the environment of a run, and so in that of each process that it starts, whoever its parent is later. */
export const MARK = 'TRIED_BY_FAULTS';

/**
 * The processes, but zombies, that carry the mark, and their descendants: PostgreSQL's overwrite their environment. A port that is
 * still listened on has one.
 */
export function startedProcesses(mark: string): number[] {
  const marked = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isMarked(name, mark))
    .map(Number);
  return [...new Set(marked.flatMap((pid) => [pid, ...descendantsOf(pid)]))];
}

function isMarked(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${mark}`);
  } catch {
    return false;
  }
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Compiled sources, which the next run uses again. */
const CACHES = /^(playwright-transform-cache|tsx|node-compile-cache)/;

/**
 * What a run has left behind.
 *
 * @param temporary its folder for temporary files
 */
export async function leftovers(mark: string, temporary: string): Promise<string[]> {
  const deadline = performance.now() + GRACE_MS;
  const found = () => [
    ...startedProcesses(mark).map((pid) => `process ${pid}: ${commandOf(pid).slice(0, 80)}`),
    ...readdirSync(temporary)
      .filter((name) => !CACHES.test(name))
      .map((name) => `temporary ${name}`),
  ];
  while (found().length > 0 && performance.now() < deadline) await pause(250);
  return found();
}
