import type { Analysis } from '../sample/analysis.ts';
import { formatCount } from '../words/units.ts';

/** What readers must know before they trust or quote the figures. */
export function warnings({ run }: Analysis): string[] {
  const found: string[] = [];
  if (run.unreadable.length > 0) {
    const count = run.unreadable.length;
    const [lines, skipped] = count === 1 ? ['One line', 'was'] : [`${formatCount(count)} lines`, 'were'];
    found.push(
      `${lines} of the record could not be read and ${skipped} skipped, first: ${run.unreadable[0]}`,
    );
  }
  if (run.target.tiers?.some(({ kind }) => kind === 'fts5')) {
    found.push(
      'This run used the embedded search engine (SQLite FTS5), not Vespa. Its search times say nothing about how long Vespa would take.',
    );
  }
  return found;
}
