import { existsSync, readFileSync } from 'node:fs';
import type { QueryLogEntry } from '../sample/workload.ts';
import type { Random } from './random.ts';

/** What people search for. */
export interface QueryLog {
  /** The queries of one walk, drawn with the given stream. */
  drawnBy(random: Random): Queries;
}

/** Draws from the query log. */
export interface Queries {
  /**
   * @param kinds of query, as the log names them; all of them if none is given
   * @throws if the log has no such query
   */
  draw(...kinds: string[]): QueryLogEntry;
  /** What was drawn last; `undefined` before the first draw. */
  last(): QueryLogEntry | undefined;
}

/** Reads `workloads/query-log.ndjson`, once for all walks of a user. A project may do without one. */
export function readQueryLog(file: string): QueryLog {
  const entries = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as QueryLogEntry)
    : undefined;
  return {
    drawnBy(random) {
      let last: QueryLogEntry | undefined;
      return {
        draw(...kinds) {
          if (!entries) throw new Error(`there is no ${file}, from which the journey draws a query`);
          const eligible = kinds.length === 0 ? entries : entries.filter(({ kind }) => kinds.includes(kind));
          if (eligible.length === 0) {
            throw new Error(
              `${file} has no query${kinds.length > 0 ? ` of the kind ${kinds.join(' or ')}` : ''}`,
            );
          }
          last = random.pick(eligible);
          return last;
        },
        last: () => last,
      };
    },
  };
}
