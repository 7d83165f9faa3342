import type { TelemetryAnalysis } from '../sample/diagnosis.ts';
import { groupBy } from '../sample/group-by.ts';
import type { RunRecord } from '../sample/record.ts';
import type { TelemetrySample } from '../sample/sample.ts';
import { databaseAnalysis } from './database-analysis.ts';
import type { RunWindow } from './load/run-window.ts';

/**
 * Metrics that the report charts, by source; the rest stays in the telemetry file. Sources that are not
 * listed are tiers of the product.
 */
const drawn: Record<string, readonly string[]> = {
  host: ['memoryUsedBytes', 'memoryPressureShare', 'ioPressureShare'],
  postgresql: ['connections', 'activeConnections', 'lockWaiting', 'cacheHitShare'],
  vespa: ['queryLatencyMs', 'matchMs', 'summaryMs', 'matchQueue', 'workQueue', 'summaryCacheHitShare'],
  redis: ['hits', 'misses', 'memoryBytes'],
  metrics: [
    'eventLoopDelayMs',
    'residentBytes',
    'heapUsedBytes',
    'cacheHits',
    'cacheMisses',
    'poolSize',
    'poolInUse',
    'poolWaiting',
  ],
};
const ofTiers = ['cpuCores', 'memoryBytes', 'openFiles'];
/** Sources that belong to the load generator; the report shows them elsewhere. */
const ofGenerator = ['runner', 'workers', 'browser', 'browser server', 'canary'];

const mostPoints = 600;

/**
 * Telemetry of the product's internals.
 *
 * @returns `undefined` if only the machine was monitored
 */
export function telemetryAnalysis(
  { samples, telemetry }: RunRecord,
  { releasedAt, steadyEndAt }: RunWindow,
): TelemetryAnalysis | undefined {
  const found = samples.filter((sample) => sample.type === 'source');
  if (found.length === 0 || releasedAt === undefined) return undefined;
  const database = samples.findLast((sample) => sample.type === 'database');
  const lastOf = new Map(found.map(({ type: _, at: __, ...source }) => [source.source, source]));
  const inTime = telemetry.filter(({ at }) => at >= releasedAt && at <= steadyEndAt);
  return {
    sources: [...lastOf.values()],
    series: [...groupBy(inTime, ({ source }) => source)]
      .filter(([source]) => !ofGenerator.includes(source))
      .flatMap(([source, readings]) =>
        metricsOf(source).flatMap((metric) => seriesOf(source, metric, readings, releasedAt)),
      ),
    ...(database && { database: databaseAnalysis(database) }),
    logErrors: samples
      .filter((sample) => sample.type === 'log')
      .map(({ file, errors, lines }) => ({ file, errors, lines })),
  };
}

const metricsOf = (source: string): readonly string[] =>
  Object.hasOwn(drawn, source) ? (drawn[source] as readonly string[]) : ofTiers;

/** CPU time is converted to the number of busy cores, so that it does not depend on the interval. */
function valueOf({ intervalMs, values }: TelemetrySample, metric: string): number | undefined {
  if (metric === 'cpuCores') return values.cpuMs === undefined ? undefined : values.cpuMs / intervalMs;
  return Object.hasOwn(values, metric) ? values[metric] : undefined;
}

/**
 * Downsamples to at most `mostPoints` by keeping every n-th reading: the line keeps its shape and the report
 * stays small.
 */
function seriesOf(source: string, metric: string, readings: TelemetrySample[], releasedAt: number) {
  const points = readings.flatMap((reading): [number, number][] => {
    const value = valueOf(reading, metric);
    return value === undefined ? [] : [[Math.round(reading.at - releasedAt), Number(value.toPrecision(6))]];
  });
  const each = Math.ceil(points.length / mostPoints);
  const kept = points.filter((_, index) => index % each === 0);
  return kept.length > 0 ? [{ source, metric, points: kept }] : [];
}
