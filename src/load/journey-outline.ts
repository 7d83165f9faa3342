import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Journey → the names of its steps. */
export type JourneyOutline = Record<string, string[]>;

/**
 * Reads the names of journeys and steps out of `*.journey.ts`, so that a misspelt budget is told before anything
 * starts. Names are string literals: `journey('look up', …)` and `.step('read the document', …)`.
 */
export function readJourneyOutline(folder: string): JourneyOutline {
  const outline: JourneyOutline = {};
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.journey.ts')) continue;
    const source = readFileSync(join(folder, name), 'utf8');
    const journey = /\bjourney\(\s*'([^']+)'/.exec(source)?.[1];
    if (journey === undefined) throw new Error(`${join(folder, name)}: no journey('name', …) in it`);
    outline[journey] = [
      ...new Set([...source.matchAll(/\.step\(\s*'([^']+)'/g)].map((match) => match[1] as string)),
    ];
  }
  return outline;
}
