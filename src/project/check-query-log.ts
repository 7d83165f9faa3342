import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { queryLogOf } from '../load/handed-plan.ts';
import { readJourneys } from '../load/journey-outline.ts';
import { QueryLogEntry } from '../sample/workload.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { InputError } from './input-error.ts';

const form =
  'write each line as {"text":"small boat","kind":"frequent"}, with "filter":{"facet":"value"} if it is filtered';

/**
 * Checks the query log: workers do not. A project whose journeys draw no queries needs none.
 *
 * @param walked the journeys that are walked
 * @throws {InputError} naming the line, or the journey that draws what is not in it
 */
export function checkQueryLog(root: string, walked: readonly string[]): void {
  const file = queryLogOf(root);
  const name = relative(root, file);
  const kinds = new Set(existsSync(file) ? kindsIn(file, name) : []);
  const draws = readJourneys(join(root, 'journeys')).flatMap(({ name: journey, draws }) =>
    draws.map((drawn) => ({ journey, drawn })),
  );
  for (const { journey, drawn } of draws) {
    if (!walked.includes(journey) || drawn.some((kind) => kinds.has(kind))) continue;
    if (kinds.size === 0) {
      const state = existsSync(file) ? 'is empty' : 'does not exist';
      throw new InputError(`${name} ${state}, but the journey "${journey}" draws queries from it; ${form}`);
    }
    const [first] = drawn;
    if (first === undefined) continue;
    throw new InputError(
      `${name} has no query of the kind ${drawn.map((kind) => `"${kind}"`).join(' or ')}, which the journey "${journey}" draws; ${didYouMean(first, [...kinds])}`,
    );
  }
}

function kindsIn(file: string, name: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      const { kind, problem } = parsed(line);
      if (problem === undefined) return [kind];
      throw new InputError(`${name}:${index + 1}: ${problem}; ${form}`);
    });
}

function parsed(line: string): { kind: string; problem?: undefined } | { kind?: undefined; problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    return { problem: 'not valid JSON' };
  }
  const { data, error } = QueryLogEntry.safeParse(content);
  const [issue] = error?.issues ?? [];
  return data
    ? { kind: data.kind }
    : { problem: `${issue?.path.join('.') || 'the line'}: ${issue?.message}` };
}
