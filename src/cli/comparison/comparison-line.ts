import type { LiveFigures } from '../../runner/live/live-run.ts';
import { liveLine } from '../../runner/live/live-view.ts';
import type { ComparedMetric, Comparison } from '../../sample/comparison.ts';
import { formatCount, howMany } from '../../words/units.ts';

/** The progress of a comparison in one line; `at` is the time in epoch milliseconds, `last` the result of the last look. */
export function comparisonLine(
  figures: LiveFigures,
  users: number,
  at: number,
  last: Comparison | undefined,
): string {
  const { schedule, steps, errors } = figures;
  if (!schedule || at < schedule.releasedAt || at >= schedule.steadyEndAt) {
    return liveLine(figures, users, at);
  }
  return [
    `comparing  at most ${Math.ceil((schedule.steadyEndAt - at) / 1000)} s left`,
    howMany(steps, 'step'),
    howMany(errors, 'error'),
    ...(last ? [resolvedOf(last)] : []),
  ].join(' · ');
}

/** The result of a look, printed permanently. */
export function lookLine(comparison: Comparison, look: number, looks: number): string {
  return `look ${look} of ${looks}: ${pairsOf(comparison)} pairs · ${resolvedOf(comparison)}`;
}

function resolvedOf({ steps }: Comparison): string {
  const judged = steps.flatMap(({ metrics }) => metrics.filter(({ role }) => role === 'judged'));
  const resolved = judged.filter(({ outcome }) => outcome !== 'unresolved');
  return `${resolved.length} of ${howMany(judged.length, 'metric')} resolved`;
}

/** Pairs of the steps' latencies: every other metric is measured along with them. */
function pairsOf({ steps }: Comparison): string {
  const isLatency = ({ metric, statistic }: ComparedMetric) =>
    metric === 'latencyMs' && statistic === 'typical';
  const pairs = steps.map(({ metrics }) => metrics.find(isLatency)?.pairs ?? 0);
  return formatCount(pairs.reduce((sum, count) => sum + count, 0));
}
