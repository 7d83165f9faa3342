import type { ReplaySample } from '../../sample/evidence.ts';
import { groupBy } from '../../sample/group-by.ts';

export type AskedStatement = ReplaySample['statements'][number];

/** One statement as it was sent. */
export interface SentStatement {
  text: string;
  values?: unknown[] | undefined;
  durationMs?: number | undefined;
}

/**
 * Groups statements by text: one entry per text, with the values of its slowest call; longest total time
 * first.
 */
export function askedStatements(sent: SentStatement[]): AskedStatement[] {
  return [...groupBy(sent, ({ text }) => text)]
    .map(([text, all]) => {
      const [slowest] = all.toSorted((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0));
      const isTimed = all.every(({ durationMs }) => durationMs !== undefined);
      const durationMs = all.reduce((sum, statement) => sum + (statement.durationMs ?? 0), 0);
      return {
        text,
        calls: all.length,
        ...(slowest?.values && { values: slowest.values }),
        ...(isTimed && { durationMs }),
      };
    })
    .sort((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0));
}
