import { readFileSync } from 'node:fs';
import type { QueryLogEntry } from '../sample/workload.ts';
import type { Random } from './random.ts';

/** What one user asks for: draws from the query log, by kind of query. */
export interface Queries {
  draw(...kinds: QueryLogEntry['kind'][]): QueryLogEntry;
}

/** Reads `workloads/query-log.ndjson` and draws from it with the user's own random stream. */
export function openQueryLog(file: string, random: Random): Queries {
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as QueryLogEntry);
  return {
    draw(...kinds) {
      const eligible = entries.filter(({ kind }) => kinds.includes(kind));
      if (eligible.length === 0)
        throw new Error(`${file}: it has no query of the kind ${kinds.join(' or ')}`);
      return random.pick(eligible);
    },
  };
}
