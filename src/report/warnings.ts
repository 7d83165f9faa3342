import type { Analysis } from '../sample/analysis.ts';
import { formatCount } from '../words/units.ts';

/** What a reader must know before trusting or quoting the figures. */
export function warnings({ run }: Analysis): string[] {
  const found: string[] = [];
  if (run.unreadable.length > 0) {
    const lines = run.unreadable.length === 1 ? 'One line' : `${formatCount(run.unreadable.length)} lines`;
    found.push(`${lines} of the record could not be read and are left out, first: ${run.unreadable[0]}`);
  }
  if (run.target.tiers?.some(({ kind }) => kind === 'fts5')) {
    found.push(
      'The search engine is the embedded one (SQLite FTS5). Its times are not those of Vespa; they say nothing about what Vespa would take.',
    );
  }
  return found;
}
