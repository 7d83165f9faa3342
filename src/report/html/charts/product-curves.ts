import type { TelemetryAnalysis } from '../../../sample/diagnosis.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { sourceWord } from '../../source-words.ts';
import { axisTicks } from './scale.ts';

/** The charts of the product's telemetry. Sources and metrics are named as in docs/telemetry.md. */

type Series = TelemetryAnalysis['series'][number];
type Points = Series['points'];

export interface Curve {
  words: string;
  /** CSS class. */
  tint: string;
  points: Points;
}

export interface Picture {
  title: string;
  curves: Curve[];
  ticks(highest: number): number[];
  format(value: number): string;
}

const tints: Record<string, string> = {
  app: 'tint-app',
  metrics: 'tint-app',
  web: 'tint-network',
  cache: 'tint-cache',
  redis: 'tint-cache',
  database: 'tint-database',
  postgresql: 'tint-database',
  engine: 'tint-engine',
  vespa: 'tint-engine',
};
const spareTints = ['tint-spare', 'tint-server', 'tint-quiet'];

/** A source can have any name, including `constructor`. */
const tintOf = (source: string, index: number): string =>
  Object.hasOwn(tints, source)
    ? (tints[source] as string)
    : (spareTints[index % spareTints.length] as string);

const mebibyte = 2 ** 20;
const inCounts = { ticks: (highest: number) => axisTicks(Math.max(1, highest), 2), format: formatCount };
const inTime = {
  ticks: (highest: number) => axisTicks(highest, 2),
  format: (ms: number) => (ms === 0 ? '0' : formatDuration(ms)),
};
const inBytes = {
  ticks: (highest: number) => axisTicks(highest / mebibyte, 2).map((tick) => tick * mebibyte),
  format: (bytes: number) => (bytes === 0 ? '0' : formatBytes(bytes)),
};
const inShares = { ticks: () => [0, 0.5, 1], format: formatShare };

/** One curve for each source with this metric. */
function bySource(series: Series[], metric: string): Curve[] {
  return series
    .filter((one) => one.metric === metric && one.source !== 'host')
    .map(({ source, points }, index) => ({
      words: sourceWord(source),
      tint: tintOf(source, index),
      points,
    }));
}

function named(
  series: Series[],
  wanted: [source: string, metric: string, words: string, tint: string][],
): Curve[] {
  return wanted.flatMap(([source, metric, words, tint]) =>
    series
      .filter((one) => one.source === source && one.metric === metric)
      .map(({ points }) => ({ words, tint, points })),
  );
}

/** The cache hit ratio, at the times when there were look-ups. */
function hitShare(series: Series[], source: string, hits: string, misses: string): Curve[] {
  const find = (metric: string) => series.find((one) => one.source === source && one.metric === metric);
  const missed = new Map(find(misses)?.points);
  const points = (find(hits)?.points ?? []).flatMap(([atMs, hit]): Points => {
    const lookups = hit + (missed.get(atMs) ?? 0);
    return missed.has(atMs) && lookups > 0 ? [[atMs, hit / lookups]] : [];
  });
  return points.length > 0 ? [{ words: `${sourceWord(source)}: hits`, tint: tintOf(source, 0), points }] : [];
}

/** The charts for which there are readings. */
export function productPictures(series: Series[]): Picture[] {
  const pictures: Picture[] = [
    {
      title: 'CPU by component, in cores',
      curves: bySource(series, 'cpuCores'),
      ticks: (highest) => axisTicks(Math.max(0.5, highest), 2),
      format: (cores) => String(Number(cores.toFixed(2))),
    },
    {
      title: 'Memory',
      curves: [
        ...bySource(series, 'memoryBytes'),
        ...named(series, [
          ['metrics', 'residentBytes', 'app server, self-reported', 'tint-spare'],
          ['metrics', 'heapUsedBytes', 'app server, heap', 'tint-server'],
        ]),
      ],
      ...inBytes,
    },
    {
      title: 'Event-loop delay of the app server',
      curves: named(series, [['metrics', 'eventLoopDelayMs', 'maximum per second', 'tint-app']]),
      ...inTime,
    },
    {
      title: 'Database connections',
      curves: named(series, [
        ['postgresql', 'connections', 'open', 'tint-quiet'],
        ['postgresql', 'activeConnections', 'active', 'tint-database'],
        ['postgresql', 'lockWaiting', 'waiting for a lock', 'tint-server'],
      ]),
      ...inCounts,
    },
    {
      title: 'Connection pool of the app server',
      curves: named(series, [
        ['metrics', 'poolSize', 'size', 'tint-quiet'],
        ['metrics', 'poolInUse', 'in use', 'tint-database'],
        ['metrics', 'poolWaiting', 'waiting requests', 'tint-server'],
      ]),
      ...inCounts,
    },
    {
      title: 'Search engine',
      curves: named(series, [
        ['vespa', 'queryLatencyMs', 'query', 'tint-engine'],
        ['vespa', 'matchMs', 'matching', 'tint-server'],
        ['vespa', 'summaryMs', 'fetching summaries', 'tint-spare'],
      ]),
      ...inTime,
    },
    {
      title: 'Queued queries of the search engine',
      curves: named(series, [
        ['vespa', 'workQueue', 'in the container', 'tint-quiet'],
        ['vespa', 'matchQueue', 'for matching', 'tint-engine'],
      ]),
      ...inCounts,
    },
    {
      title: 'Cache hit ratio',
      curves: [
        ...hitShare(series, 'metrics', 'cacheHits', 'cacheMisses'),
        ...hitShare(series, 'redis', 'hits', 'misses'),
        ...named(series, [
          ['postgresql', 'cacheHitShare', 'PostgreSQL: buffer cache', 'tint-database'],
          ['vespa', 'summaryCacheHitShare', 'Vespa: summaries', 'tint-engine'],
        ]),
      ],
      ...inShares,
    },
    { title: 'Open files', curves: bySource(series, 'openFiles'), ...inCounts },
    {
      title: 'Memory in use on the machine',
      curves: named(series, [['host', 'memoryUsedBytes', 'all processes', 'tint-quiet']]),
      ...inBytes,
    },
    {
      title: 'Share of time in which processes waited for memory or disk',
      curves: named(series, [
        ['host', 'memoryPressureShare', 'memory', 'tint-server'],
        ['host', 'ioPressureShare', 'disk', 'tint-quiet'],
      ]),
      ...inShares,
    },
  ];
  return pictures.filter(({ curves }) => curves.length > 0);
}
