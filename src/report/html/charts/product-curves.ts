import type { TelemetryAnalysis } from '../../../sample/diagnosis.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { sourceWord } from '../../source-words.ts';
import { axisTicks } from './scale.ts';

/** What is drawn of the product's inside, picture by picture. Sources and metrics as docs/telemetry.md names them. */

type Series = TelemetryAnalysis['series'][number];
type Points = Series['points'];

export interface Curve {
  words: string;
  /** Class of the style sheet. */
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

/** A source may be called anything, also `constructor`. */
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

/** Each source with such a metric is a curve. */
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

/** Hits of all that was looked for, where anything was. */
function hitShare(series: Series[], source: string, hits: string, misses: string): Curve[] {
  const find = (metric: string) => series.find((one) => one.source === source && one.metric === metric);
  const missed = new Map(find(misses)?.points);
  const points = (find(hits)?.points ?? []).flatMap(([atMs, hit]): Points => {
    const lookups = hit + (missed.get(atMs) ?? 0);
    return missed.has(atMs) && lookups > 0 ? [[atMs, hit / lookups]] : [];
  });
  return points.length > 0 ? [{ words: `${sourceWord(source)}: hits`, tint: tintOf(source, 0), points }] : [];
}

/** The pictures for which anything was read. */
export function productPictures(series: Series[]): Picture[] {
  const pictures: Picture[] = [
    {
      title: 'CPU of the product’s parts, in cores',
      curves: bySource(series, 'cpuCores'),
      ticks: (highest) => axisTicks(Math.max(0.5, highest), 2),
      format: (cores) => String(Number(cores.toFixed(2))),
    },
    {
      title: 'Memory',
      curves: [
        ...bySource(series, 'memoryBytes'),
        ...named(series, [
          ['metrics', 'residentBytes', 'app server, as it tells', 'tint-spare'],
          ['metrics', 'heapUsedBytes', 'app server, heap', 'tint-server'],
        ]),
      ],
      ...inBytes,
    },
    {
      title: 'Delay of the app server’s event loop',
      curves: named(series, [['metrics', 'eventLoopDelayMs', 'longest of each second', 'tint-app']]),
      ...inTime,
    },
    {
      title: 'Connections of the database',
      curves: named(series, [
        ['postgresql', 'connections', 'open', 'tint-quiet'],
        ['postgresql', 'activeConnections', 'at work', 'tint-database'],
        ['postgresql', 'lockWaiting', 'waiting for a lock', 'tint-server'],
      ]),
      ...inCounts,
    },
    {
      title: 'Pool of the app server',
      curves: named(series, [
        ['metrics', 'poolSize', 'size', 'tint-quiet'],
        ['metrics', 'poolInUse', 'in use', 'tint-database'],
        ['metrics', 'poolWaiting', 'requests that wait for one', 'tint-server'],
      ]),
      ...inCounts,
    },
    {
      title: 'Search engine',
      curves: named(series, [
        ['vespa', 'queryLatencyMs', 'a query', 'tint-engine'],
        ['vespa', 'matchMs', 'matching', 'tint-server'],
        ['vespa', 'summaryMs', 'fetching summaries', 'tint-spare'],
      ]),
      ...inTime,
    },
    {
      title: 'Queries in line for the search engine',
      curves: named(series, [
        ['vespa', 'workQueue', 'in the container', 'tint-quiet'],
        ['vespa', 'matchQueue', 'for matching', 'tint-engine'],
      ]),
      ...inCounts,
    },
    {
      title: 'Found in the cache',
      curves: [
        ...hitShare(series, 'metrics', 'cacheHits', 'cacheMisses'),
        ...hitShare(series, 'redis', 'hits', 'misses'),
        ...named(series, [
          ['postgresql', 'cacheHitShare', 'PostgreSQL: blocks in its buffers', 'tint-database'],
          ['vespa', 'summaryCacheHitShare', 'Vespa: summaries', 'tint-engine'],
        ]),
      ],
      ...inShares,
    },
    { title: 'Open files', curves: bySource(series, 'openFiles'), ...inCounts },
    {
      title: 'Memory of the machine in use',
      curves: named(series, [['host', 'memoryUsedBytes', 'all programs', 'tint-quiet']]),
      ...inBytes,
    },
    {
      title: 'Share of the time in which programs waited for memory or disk',
      curves: named(series, [
        ['host', 'memoryPressureShare', 'memory', 'tint-server'],
        ['host', 'ioPressureShare', 'disk', 'tint-quiet'],
      ]),
      ...inShares,
    },
  ];
  return pictures.filter(({ curves }) => curves.length > 0);
}
