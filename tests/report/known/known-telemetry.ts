import type { TelemetryAnalysis } from '../../../src/sample/diagnosis.ts';

/** Telemetry of a product over 68 s. Texts from the product end with `outside`. */

const seconds = Array.from({ length: 68 }, (_, index) => (index + 1) * 1000);

type Series = TelemetryAnalysis['series'][number];

/** @param valueAt by second of the run; `undefined` means no reading */
const series = (source: string, metric: string, valueAt: (second: number) => number | undefined): Series => ({
  source,
  metric,
  points: seconds.flatMap((atMs): [number, number][] => {
    const value = valueAt(atMs / 1000);
    return value === undefined ? [] : [[atMs, value]];
  }),
});

/** From 0 to 1 and back in 20 s. */
const wave = (second: number) => Math.abs((second % 20) - 10) / 10;

const mebibytes = (count: number) => count * 2 ** 20;

export function knownTelemetry(outside = ''): TelemetryAnalysis {
  return {
    sources: [
      { source: 'host', status: 'read' },
      {
        source: 'postgresql',
        status: 'partly',
        message: `pg_stat_statements is not installed${outside}`,
        grant: `create extension pg_stat_statements${outside}`,
      },
      {
        source: 'redis',
        status: 'unreachable',
        message: `No answer within 2 s${outside}`,
        grant: `Set FOOTFALL_REDIS_URL${outside}`,
      },
      { source: 'vespa', status: 'read' },
      { source: `metrics${outside}`, status: 'read' },
    ],
    series: [
      series(`app${outside}`, 'cpuCores', (second) => 0.32 + 0.24 * wave(second)),
      series('database', 'cpuCores', (second) => 0.14 + 0.09 * wave(second + 5)),
      series('engine', 'cpuCores', (second) => 0.21 + 0.06 * wave(second + 9)),
      series('app', 'memoryBytes', (second) => mebibytes(180 + 1.6 * second)),
      series('database', 'memoryBytes', () => mebibytes(240)),
      series('metrics', 'heapUsedBytes', (second) => mebibytes(60 + 1.4 * second)),
      // Two readings were missed.
      series('metrics', 'eventLoopDelayMs', (second) =>
        second === 30 || second === 31 ? undefined : 8 + 32 * wave(second),
      ),
      series('postgresql', 'connections', (second) => (second < 8 ? 4 + second : 12)),
      series('postgresql', 'activeConnections', (second) => Math.round(7 * wave(second))),
      series('postgresql', 'cacheHitShare', () => 0.98),
      series('metrics', 'poolInUse', (second) => Math.round(10 * wave(second))),
      series('metrics', 'poolWaiting', (second) => (second % 20 === 0 ? 6 : 0)),
      // The engine's metrics are read every 10 s.
      series('vespa', 'queryLatencyMs', (second) => (second % 10 === 0 ? 9 + second / 10 : undefined)),
      series('vespa', 'summaryMs', (second) => (second % 10 === 0 ? 3 : undefined)),
      series('metrics', 'cacheHits', (second) => (second < 5 ? 0 : 30)),
      series('metrics', 'cacheMisses', (second) => (second < 5 ? 0 : 10)),
      series('host', 'memoryUsedBytes', (second) => mebibytes(9000 + second)),
      series('app', 'openFiles', () => 61),
    ],
    database: {
      statements: [
        {
          text: `select * from related${outside}\nwhere from_id = $1`,
          calls: 400,
          totalMs: 9200,
          rows: 4000,
        },
      ],
      tables: [
        {
          name: `public.relations${outside}`,
          rows: 378_203,
          bytes: mebibytes(36),
          scannedRows: 151_281_200,
          indexScans: 0,
        },
      ],
      indexes: [{ name: 'documents_pkey', table: `public.documents${outside}`, scans: 12 }],
      waits: [{ wait: `IO: DataFileRead${outside}`, times: 3 }],
      loggedPlans: [`Seq Scan on relations${outside}\n  Filter: (from_id = 7)`],
    },
    logErrors: [
      {
        file: `target.log${outside}`,
        errors: 12,
        lines: [`ERROR: the pool is exhausted${outside}`],
      },
      { file: 'postgresql.log', errors: 0, lines: [] },
    ],
  };
}
