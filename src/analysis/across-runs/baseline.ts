import type { Baseline, BaselineStatistic } from '../../sample/baseline.ts';
import {
  type Budget,
  type DistributionMetric,
  distributionMetrics,
  groups,
  type Metric,
  type Statistic,
} from '../../sample/budget.ts';
import { groupBy } from '../../sample/group-by.ts';
import { hasFailed } from '../../sample/has-failed.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { Run } from '../../sample/run.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { poolOf } from '../statistics/pool.ts';
import { pooledStatistic } from '../statistics/pooled-statistic.ts';
import { wilsonBounds } from '../statistics/wilson-bound.ts';
import { layersOf } from '../steps/layers.ts';
import { commonPaintSource, latencyMs } from '../steps/paint-source.ts';
import { conditionChanges, conditionsOf, conditionsOfBaseline } from './circumstances.ts';

type Place = Baseline['places'][number];
type Subject = Pick<Place, 'journey' | 'step' | 'group'>;
type BaselineMetric = NonNullable<Place['metrics'][Metric]>;

/**
 * Statistics that are kept even if no limit of the run uses them. The file must stay small enough to commit,
 * so metrics that rarely have limits keep fewer.
 */
function usualStatistics(metric: DistributionMetric): Statistic[] {
  if (metric === 'latencyMs' || metric === 'correctedMs') {
    return ['p50', 'p75', 'p90', 'p95', 'p99', 'mean', 'max'];
  }
  return metric.startsWith('layersMs.') ? ['p50', 'p95', 'mean'] : ['p50', 'p75', 'p95', 'mean', 'max'];
}

/** For a group within one journey, only these metrics are kept, and those that a limit of the run uses. */
const ofJourneyGroups: ReadonlySet<Metric> = new Set([
  'latencyMs',
  'correctedMs',
  'ttfbMs',
  'fcpMs',
  'lcpMs',
  'inpMs',
  'cls',
] as const);

/**
 * Four significant digits are more precise than the samples, and keep the file small and its diffs readable.
 */
const rounded = (value: number) => Number(value.toPrecision(4));

function roundedStatistic({ observed, lower, upper }: BaselineStatistic): BaselineStatistic {
  return {
    observed: rounded(observed),
    ...(lower !== undefined && { lower: rounded(lower) }),
    ...(upper !== undefined && { upper: rounded(upper) }),
  };
}

/** Names of the layers that these steps have. */
function layersIn(steps: StepSample[]): Set<string> {
  const source = commonPaintSource(steps);
  const found = new Set<string>();
  if (source === undefined) return found;
  for (const step of steps) {
    const ms = step.outcome.status === 'ok' ? latencyMs(step, source) : undefined;
    if (ms === undefined) continue;
    for (const layer of layersOf(step, ms).keys()) found.add(layer);
  }
  return found;
}

function metricOf(
  steps: StepSample[],
  metric: DistributionMetric,
  statistics: Set<Statistic>,
): BaselineMetric | undefined {
  if (statistics.size === 0) return undefined;
  const pool = poolOf(steps, metric);
  const found = [...statistics].flatMap((statistic): [Statistic, BaselineStatistic][] => {
    const seen = pooledStatistic(pool, statistic);
    return seen === undefined ? [] : [[statistic, roundedStatistic(seen)]];
  });
  if (found.length === 0) return undefined;
  return {
    samples: pool.values.length,
    ...(pool.paintSource && { paintSource: pool.paintSource }),
    statistics: Object.fromEntries(found),
  };
}

function errorsOf(steps: StepSample[]): BaselineMetric {
  const errors = steps.filter(hasFailed).length;
  const share = { observed: errors / steps.length, ...wilsonBounds(errors, steps.length) };
  return { samples: steps.length, statistics: { share: roundedStatistic(share) } };
}

/** @param named the statistics of each metric that the run's limits use */
function placeOf(subject: Subject, steps: StepSample[], named: Map<Metric, Set<Statistic>>): Place {
  const metrics: Place['metrics'] = { errors: errorsOf(steps) };
  const isJourneyGroup = subject.journey !== undefined && subject.group !== undefined;
  const layers = [...layersIn(steps)].map((layer) => `layersMs.${layer}` as const);
  for (const metric of [...distributionMetrics, ...layers]) {
    const isUsual = !isJourneyGroup || ofJourneyGroups.has(metric);
    const statistics = [...(isUsual ? usualStatistics(metric) : []), ...(named.get(metric) ?? [])];
    const found = metricOf(steps, metric, new Set(statistics));
    if (found) metrics[metric] = found;
  }
  return { ...subject, metrics };
}

function* subjectsOf(steady: StepSample[]): Generator<[Subject, StepSample[]]> {
  const byJourney = groupBy(steady, ({ journey }) => journey);
  function* groupsOf(
    steps: StepSample[],
    journey: Pick<Subject, 'journey'>,
  ): Generator<[Subject, StepSample[]]> {
    for (const group of groups) {
      const ofKind = group === 'all' ? steps : steps.filter(({ kind }) => kind === group);
      if (ofKind.length > 0) yield [{ ...journey, group }, ofKind];
    }
  }
  for (const journey of [...byJourney.keys()].sort()) {
    const steps = byJourney.get(journey) ?? [];
    const byStep = groupBy(steps, ({ step }) => step);
    for (const step of [...byStep.keys()].sort()) yield [{ journey, step }, byStep.get(step) ?? []];
    yield* groupsOf(steps, { journey });
  }
  yield* groupsOf(steady, {});
}

/**
 * The statistics of a run in its steady state, for limits relative to them: of each step of each journey, and
 * of each kind of step per journey and over all journeys.
 *
 * @param savedAt ISO date and time
 */
export function makeBaseline(name: string, { run, samples }: RunRecord, savedAt: string): Baseline {
  const steady = samples.filter(
    (sample) => sample.type === 'step' && sample.phase === 'steady',
  ) as StepSample[];
  const named = new Map<Metric, Set<Statistic>>();
  for (const { metric, statistic } of run.budgets) {
    named.set(metric, (named.get(metric) ?? new Set()).add(statistic));
  }
  const { browser, environment, workload, footfall } = run;
  const { cpuModel, cores, memoryBytes } = environment;
  return {
    schemaVersion: 1,
    name,
    savedAt,
    footfall,
    browser: { name: browser.name, version: browser.version },
    machine: { cpuModel, cores, memoryBytes },
    viewport: conditionsOf(run).viewport,
    run: {
      id: run.id,
      startedAt: run.startedAt,
      ...(run.commit !== undefined && { commit: run.commit }),
      workload: workload.name,
      users: workload.users,
      seed: workload.seed,
      targetUrl: run.target.url,
    },
    places: [...subjectsOf(steady)].map(([subject, steps]) => placeOf(subject, steps, named)),
  };
}

/**
 * Conditions that differ from the baseline's run, each as `browser 155.0 → 156.0`; if there are any, its
 * times cannot be compared.
 */
export function baselineMismatch(baseline: Baseline, run: Run): string[] {
  return conditionChanges(conditionsOfBaseline(baseline), conditionsOf(run));
}

/** The baseline's value for the statistic of a limit; `undefined` if it has none. */
export function findStatistic(
  baseline: Baseline,
  {
    journey,
    step,
    group,
    metric,
    statistic,
  }: Pick<Budget, 'journey' | 'step' | 'group' | 'metric' | 'statistic'>,
): (BaselineStatistic & { paintSource?: PaintSource }) | undefined {
  const place = baseline.places.find(
    (candidate) => candidate.journey === journey && candidate.step === step && candidate.group === group,
  );
  const found = place?.metrics[metric];
  const seen = found?.statistics[statistic];
  if (found === undefined || seen === undefined) return undefined;
  return { ...seen, ...(found.paintSource && { paintSource: found.paintSource }) };
}
