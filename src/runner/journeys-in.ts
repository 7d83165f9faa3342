import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { journeyFile } from '../load/journey-outline.ts';
import { takeJourneys } from '../user/journey.ts';
import type { Walk } from '../user/walk.ts';

/**
 * Loads the journeys of a project. Must run in a Playwright process, which transforms TypeScript.
 *
 * @param root the project's folder
 * @returns the walk function of each journey, by name
 */
export function journeysIn(root: string): Promise<Map<string, Walk>> {
  const loading = loaded.get(root) ?? load(root);
  loaded.set(root, loading);
  return loading;
}

/** A process loads a file only once, but audits, films and traces all walk its journeys. */
const loaded = new Map<string, Promise<Map<string, Walk>>>();

async function load(root: string): Promise<Map<string, Walk>> {
  const journeys = new Map<string, Walk>();
  takeJourneys((name, walk) => journeys.set(name, walk));
  const folder = join(root, 'journeys');
  for (const file of readdirSync(folder).filter((name) => journeyFile.test(name))) {
    await import(pathToFileURL(join(folder, file)).href);
  }
  return journeys;
}
