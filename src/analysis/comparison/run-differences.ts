import type { Run } from '../../sample/run.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { circumstanceChanges } from '../across-runs/circumstances.ts';

const viewportOf = ({ workload }: Run) => `${workload.viewport.width}×${workload.viewport.height}`;

const named = (name: string, before: string, after: string) =>
  before === after ? [] : [`${name} ${before} → ${after}`];

const circumstancesOf = ({ browser, environment }: Run) => ({
  browser: `${browser.name} ${browser.version}`,
  machine: environment,
  // Reported separately: another Footfall version does not make runs incomparable.
  footfall: '',
});

/** Differences between two runs in workload, users, think time and mix. */
function loadDifferences({ workload: then }: Run, { workload: now }: Run): string[] {
  const think = ({ thinkTimeMs: { min, max } }: Run['workload']) =>
    `${formatDuration(min)}–${formatDuration(max)}`;
  const mix = ({ mix: weights }: Run['workload']) =>
    Object.keys(weights)
      .sort()
      .map((journey) => `${journey} ${weights[journey]}`)
      .join(', ');
  return [
    ...named('workload', then.name, now.name),
    ...named('users', formatCount(then.users), formatCount(now.users)),
    ...named('think time', think(then), think(now)),
    ...named('mix', mix(then), mix(now)),
  ];
}

/** Differences that make the times of two runs incomparable, each like `users 8 → 50`. */
export function incomparable(base: Run, head: Run): string[] {
  const sides = [base, head]
    .filter((run) => run.sides !== undefined)
    .map((run) => `${run.id} is itself a comparison`);
  return [
    ...sides,
    ...circumstanceChanges(circumstancesOf(base), circumstancesOf(head)),
    ...named('viewport', viewportOf(base), viewportOf(head)),
    ...loadDifferences(base, head),
  ];
}

/** Other differences, which do not make the runs incomparable. */
export function furtherDifferences(base: Run, head: Run): string[] {
  const count = (documents: number | undefined) =>
    documents === undefined ? 'unknown' : formatCount(documents);
  return [
    ...named('Footfall', base.footfall, head.footfall),
    ...named('seed', String(base.workload.seed), String(head.workload.seed)),
    ...named('documents', count(base.target.documents), count(head.target.documents)),
  ];
}
