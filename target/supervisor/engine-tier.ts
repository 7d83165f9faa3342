import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS_VERSION } from '../data/wordnet.ts';
import { INDEX_VERSION } from '../engine/index/index-schema.ts';
import { type Child, runChild, startChild } from './child.ts';
import type { Lifetime } from './lifetime.ts';

const UNFINISHED = '.unfinished';

/** Returns the index file, created if missing. Its name contains versions and document count. */
export async function prepareIndex(
  dataDir: string,
  documents: number,
  lifetime: Lifetime,
  onProgress: (done: number) => void,
): Promise<string> {
  const folder = join(dataDir, 'engine');
  const version = `index-${DOCUMENTS_VERSION}.${INDEX_VERSION}-`;
  const file = join(folder, `${version}${documents}.sqlite`);
  if (existsSync(file)) return file;

  mkdirSync(folder, { recursive: true });
  removeUseless(folder, version);
  const unfinished = `${file}${UNFINISHED}`;
  await runChild(
    {
      name: 'the engine setup',
      script: 'engine/index/seed.ts',
      arguments: [unfinished, String(documents)],
      onProgress,
    },
    lifetime,
  );
  lifetime.signal.throwIfAborted();
  renameSync(unfinished, file);
  return file;
}

/** Keeps finished indexes of other sizes, so that switching back to them is fast. */
function removeUseless(folder: string, version: string): void {
  for (const name of readdirSync(folder)) {
    const isUseful = name.startsWith(version) && !name.includes(UNFINISHED);
    if (!isUseful) rmSync(join(folder, name), { force: true });
  }
}

/** @param faults as in TARGET_FAULTS */
export function startEngine(index: string, port: number, faults: string, lifetime: Lifetime): Promise<Child> {
  return startChild(
    { name: 'the engine', script: 'engine/main.ts', arguments: [index, String(port), faults] },
    lifetime,
  );
}
