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

/** The source text of a journey. */
interface JourneySource {
  journey: string;
  file: string;
  body: string;
}

/** @throws if there are no journeys, or a file contains none */
function journeySources(folder: string): JourneySource[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => journeyFile.test(name)) : [];
  if (files.length === 0) {
    throw new Error(
      `${folder}: there are no journeys; write one as ${join(relative(process.cwd(), folder), 'search.journey.ts')}, see docs/reference.md`,
    );
  }
  return files.sort().flatMap((name) => {
    const file = join(folder, name);
    const source = readFileSync(file, 'utf8');
    const journeys = [...source.matchAll(journeyCall)];
    if (journeys.length === 0) throw new Error(`${file}: no journey('name', …) in it`);
    return journeys.map((match, index) => ({
      journey: textOf(match),
      file,
      body: source.slice(match.index, journeys[index + 1]?.index),
    }));
  });
}

/**
 * Reads the names of journeys and steps from the files under `journeys/`, so that a misspelt name in a budget
 * is reported before anything starts. Names must be string literals: `journey('look up', …)` and
 * `.step('read the document', …)`.
 *
 * @throws if there are no journeys, a file contains none, or two have the same name
 */
export function readJourneyOutline(folder: string): JourneyOutline {
  const outline: JourneyOutline = {};
  const fileOf = new Map<string, string>();
  for (const { journey, file, body } of journeySources(folder)) {
    const other = fileOf.get(journey);
    if (other !== undefined) {
      throw new Error(`${file}: the journey "${journey}" is also in ${other}; rename one of them`);
    }
    fileOf.set(journey, file);
    outline[journey] = [...new Set([...body.matchAll(stepCall)].map(textOf))];
  }
  return outline;
}

/**
 * The kinds of queries that journeys draw, for each `queries.draw('head', …)` in them; none where all kinds are drawn, or where
 * they are no string literals.
 */
export function readDraws(folder: string): { journey: string; kinds: string[] }[] {
  return journeySources(folder).flatMap(({ journey, body }) =>
    [...body.matchAll(drawCall)].map(([, given = '']) => {
      const kinds = [...given.matchAll(new RegExp(literal, 'g'))];
      const rest = kinds.reduce((text, [kind]) => text.replace(kind, ''), given);
      return { journey, kinds: /[^\s,]/.test(rest) ? [] : kinds.map(textOf) };
    }),
  );
}

function textOf([, , text = '']: RegExpExecArray): string {
  return text.replace(/\\(.)/g, '$1');
}
