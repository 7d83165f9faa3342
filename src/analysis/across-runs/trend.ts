import { median } from 'simple-statistics';
import { groupBy } from '../../sample/group-by.ts';
import type { HistoryLine, Trend } from '../../sample/history.ts';
import { changePoints } from '../statistics/change-point.ts';
import { circumstanceChanges } from './circumstances.ts';

type StepTrend = Trend['steps'][number];
type Point = StepTrend['points'][number];

/** This many fit side by side in a chart, and older runs say little about today. */
const mostRuns = 30;

/** Fewer runs cannot show when something changed. */
const fewestForChange = 8;

/**
 * Probability of reporting a change where there is none. A report has twenty or more steps: at the usual 5 %,
 * each report would show one.
 */
const alpha = 0.01;

/** Stretches of runs under the same conditions: index of the first run, and the end. */
function stretchesOf(runs: Trend['runs']): [from: number, to: number][] {
  const starts = [0, ...runs.flatMap(({ changed }, run) => (run > 0 && changed.length > 0 ? [run] : []))];
  return starts.map((from, index) => [from, starts[index + 1] ?? runs.length]);
}

/** The runs at which the level of the p50 changed, by Pettitt's test within each stretch. */
function changesIn(points: Point[], stretches: [number, number][]): StepTrend['changes'] {
  return stretches.flatMap(([from, to]) => {
    const stretch = points.filter(({ run }) => run >= from && run < to);
    if (stretch.length < fewestForChange) return [];
    const values = stretch.map(({ p50 }) => p50);
    const found = changePoints(values, alpha);
    return found.map(({ index, probability }, position) => ({
      run: stretch[index]?.run ?? from,
      beforeMs: median(values.slice(found[position - 1]?.index ?? 0, index)),
      afterMs: median(values.slice(index, found[position + 1]?.index)),
      probability,
    }));
  });
}

function changesSince(before: HistoryLine | undefined, line: HistoryLine): string[] {
  if (before === undefined) return [];
  const moved = before.targetUrl === line.targetUrl ? [] : [`target ${before.targetUrl} → ${line.targetUrl}`];
  return [...circumstanceChanges(before, line), ...moved];
}

/**
 * How each step developed over the last runs of the same workload, users and viewport; `undefined` without an
 * earlier one. It does not affect any verdict. An invalid run is listed, but its times are left out.
 *
 * @param history in any order; may contain the run itself, from an earlier report of it
 * @param current the run that is reported; later runs are left out
 */
export function trendOf(history: HistoryLine[], current: HistoryLine): Trend | undefined {
  const earlier = history
    .filter(
      (line) =>
        line.workload === current.workload &&
        line.users === current.users &&
        line.viewport === current.viewport &&
        line.id !== current.id &&
        Date.parse(line.startedAt) <= Date.parse(current.startedAt),
    )
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  if (earlier.length === 0) return undefined;
  const lines = [...earlier, current].slice(-mostRuns);
  const runs = lines.map((line, index) => ({
    id: line.id,
    startedAt: line.startedAt,
    ...(line.commit !== undefined && { commit: line.commit }),
    outcome: line.outcome,
    changed: changesSince(lines[index - 1], line),
  }));
  const stretches = stretchesOf(runs);
  const seen = lines.flatMap(({ outcome, steps }, run) =>
    outcome === 'invalid' ? [] : steps.map((step) => ({ ...step, run })),
  );
  // In the order of the current run, so that steps that only other runs have come last.
  const ordered = [...current.steps, ...seen];
  const key = ({ journey, step }: Pick<StepTrend, 'journey' | 'step'>) => JSON.stringify([journey, step]);
  const byStep = groupBy(seen, key);
  const steps = [...groupBy(ordered, key)].flatMap(([name, [first]]): StepTrend[] => {
    const points = (byStep.get(name) ?? []).flatMap(({ run, latencyMs }) =>
      latencyMs ? [{ run, ...latencyMs }] : [],
    );
    if (first === undefined || points.length === 0) return [];
    const { journey, step } = first;
    return [{ journey, step, points, changes: changesIn(points, stretches) }];
  });
  return { runs, steps };
}
