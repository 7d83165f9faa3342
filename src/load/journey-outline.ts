import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Journey → the names of its steps. */
export type JourneyOutline = Record<string, string[]>;

/** Files under `journeys/` that hold journeys. */
export const journeyFile = /\.journey\.[cm]?[jt]s$/;

/** A string literal in any quotes; group 2 is its text. */
const literal = String.raw`\s*(['"\x60])((?:\\.|(?!\1)[^\\])*)\1`;
const journeyCall = new RegExp(String.raw`\bjourney\(${literal}`, 'g');
const stepCall = new RegExp(String.raw`\.step\(${literal}`, 'g');

/**
 * Reads the names of journeys and steps from the files under `journeys/`, so that a misspelt name in a budget
 * is reported before anything starts. Names must be string literals: `journey('look up', …)` and
 * `.step('read the document', …)`.
 *
 * @throws if there are no journeys, a file contains none, or two have the same name
 */
export function readJourneyOutline(folder: string): JourneyOutline {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => journeyFile.test(name)) : [];
  if (files.length === 0) {
    throw new Error(
      `${folder}: there are no journeys; write one as ${join(relative(process.cwd(), folder), 'search.journey.ts')}, see docs/reference.md`,
    );
  }
  const outline: JourneyOutline = {};
  const fileOf = new Map<string, string>();
  for (const name of files.sort()) {
    const file = join(folder, name);
    const source = readFileSync(file, 'utf8');
    const journeys = [...source.matchAll(journeyCall)];
    if (journeys.length === 0) throw new Error(`${file}: no journey('name', …) in it`);
    for (const [index, match] of journeys.entries()) {
      const journey = textOf(match);
      const other = fileOf.get(journey);
      if (other !== undefined) {
        throw new Error(`${file}: the journey "${journey}" is also in ${other}; rename one of them`);
      }
      fileOf.set(journey, file);
      const body = source.slice(match.index, journeys[index + 1]?.index);
      outline[journey] = [...new Set([...body.matchAll(stepCall)].map(textOf))];
    }
  }
  return outline;
}

function textOf([, , text = '']: RegExpExecArray): string {
  return text.replace(/\\(.)/g, '$1');
}
