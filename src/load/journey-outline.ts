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

const drawCall = /\bqueries\s*\.\s*draw\(([^()]*)\)/g;

/** A journey, as its file names it. */
export interface WrittenJourney {
  name: string;
  file: string;
  steps: string[];
  /**
   * The kinds of queries of each `queries.draw('head', …)`; none where all kinds are drawn, or where they are no string literals.
   */
  draws: string[][];
}

/**
 * Reads the names of journeys and steps from the files under `journeys/`, so that a misspelt name in a budget
 * is reported before anything starts. Names must be string literals: `journey('look up', …)` and
 * `.step('read the document', …)`.
 *
 * @throws if there are no journeys, a file contains none, or two have the same name
 */
export function readJourneyOutline(folder: string): JourneyOutline {
  return Object.fromEntries(readJourneys(folder).map(({ name, steps }) => [name, steps]));
}

/** The same, with all that is read of each journey. */
export function readJourneys(folder: string): WrittenJourney[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => journeyFile.test(name)) : [];
  if (files.length === 0) {
    throw new Error(
      `${folder}: there are no journeys; write one as ${join(relative(process.cwd(), folder), 'search.journey.ts')}, see docs/reference.md`,
    );
  }
  const found: WrittenJourney[] = [];
  for (const fileName of files.sort()) {
    const file = join(folder, fileName);
    const source = readFileSync(file, 'utf8');
    const calls = [...source.matchAll(journeyCall)];
    if (calls.length === 0) throw new Error(`${file}: no journey('name', …) in it`);
    for (const [index, match] of calls.entries()) {
      const name = textOf(match);
      const other = found.find((journey) => journey.name === name);
      if (other !== undefined) {
        throw new Error(`${file}: the journey "${name}" is also in ${other.file}; rename one of them`);
      }
      const body = source.slice(match.index, calls[index + 1]?.index);
      const steps = [...new Set([...body.matchAll(stepCall)].map(textOf))];
      found.push({ name, file, steps, draws: drawsIn(body) });
    }
  }
  return found;
}

function drawsIn(body: string): string[][] {
  return [...body.matchAll(drawCall)].map(([, given = '']) => {
    const kinds = [...given.matchAll(new RegExp(literal, 'g'))];
    const rest = kinds.reduce((text, [kind]) => text.replace(kind, ''), given);
    return /[^\s,]/.test(rest) ? [] : kinds.map(textOf);
  });
}

function textOf([, , text = '']: RegExpExecArray): string {
  return text.replace(/\\(.)/g, '$1');
}
