import { readFileSync } from 'node:fs';
import type { QueryLogEntry } from '../sample/workload.ts';
import type { Random } from './random.ts';

/** What people ask for. */
export interface QueryLog {
  /** The queries of one walk, drawn with the stream that is given. */
  drawnBy(random: Random): Queries;
}

/** Draws from the query log, by kind of query. */
export interface Queries {
  draw(...kinds: QueryLogEntry['kind'][]): QueryLogEntry;
  /** What was drawn last; absent before the first draw. */
  last(): QueryLogEntry | undefined;
}

/** Reads `workloads/query-log.ndjson`, once for all walks of a user. */
export function readQueryLog(file: string): QueryLog {
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as QueryLogEntry);
  return {
    drawnBy(random) {
      let last: QueryLogEntry | undefined;
      return {
        draw(...kinds) {
          const eligible = entries.filter(({ kind }) => kinds.includes(kind));
          if (eligible.length === 0)
            throw new Error(`${file}: it has no query of the kind ${kinds.join(' or ')}`);
          last = random.pick(eligible);
          return last;
        },
        last: () => last,
      };
    },
  };
}
