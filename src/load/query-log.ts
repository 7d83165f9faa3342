import { existsSync, readFileSync } from 'node:fs';
import type { QueryLogEntry } from '../sample/workload.ts';
import type { Random } from './random.ts';

/** The queries that users search for. */
export interface QueryLog {
  /** Draws the queries of one walk from the given random stream. */
  drawnBy(random: Random): Queries;
}

/** Draws from the query log. */
export interface Queries {
  /**
   * @param kinds of query, as named in the log; all kinds if none is given
   * @throws if the log has no query of these kinds
   */
  draw(...kinds: string[]): QueryLogEntry;
  /** The last query drawn; `undefined` before the first draw. */
  last(): QueryLogEntry | undefined;
}

/** Reads `workloads/query-log.ndjson`, once for all walks of a user. The file is optional. */
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
          if (!entries) throw new Error(`${file} does not exist, but the journey draws a query from it`);
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
