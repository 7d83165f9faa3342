import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS_VERSION } from '../data/wordnet.ts';
import { INDEX_VERSION } from '../engine/index-schema.ts';
import { type Child, runChild, startChild } from './child.ts';
import type { Lifetime } from './lifetime.ts';

/** Makes the index unless it is there already, and returns its file. Its name says what is in it. */
export async function prepareIndex(
  dataDir: string,
  documents: number,
  lifetime: Lifetime,
  onProgress: (done: number) => void,
): Promise<string> {
  const folder = join(dataDir, 'engine');
  const file = join(folder, `index-${DOCUMENTS_VERSION}.${INDEX_VERSION}-${documents}.sqlite`);
  if (existsSync(file)) return file;

  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true });
  const unfinished = `${file}.unfinished`;
  await runChild(
    {
      name: 'the preparation of the engine',
      script: 'engine/seed.ts',
      arguments: [unfinished, String(documents)],
      onProgress,
    },
    lifetime,
  );
  lifetime.signal.throwIfAborted();
  renameSync(unfinished, file);
  return file;
}

export function startEngine(index: string, port: number, lifetime: Lifetime): Promise<Child> {
  return startChild(
    { name: 'the engine', script: 'engine/main.ts', arguments: [index, String(port)] },
    lifetime,
  );
}
