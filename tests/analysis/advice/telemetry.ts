import type { StepSample, TelemetrySample } from '../../../src/sample/sample.ts';
import { reading, steadyStartAt } from '../record.ts';

/** Telemetry of the healthy product: a busy machine, but nothing wrong. */
export function cleanTelemetry(
  steps: StepSample[],
  seconds: number,
  uniform: (from: number, to: number) => number,
): TelemetrySample[] {
  return Array.from({ length: seconds }, (_, second) => {
    const from = steadyStartAt + second * 1000;
    const now = steps.filter(({ intendedAt }) => intendedAt >= from && intendedAt < from + 1000);
    const outcomes = now.map(({ request }) => request?.serverTimingDesc?.cache);
    return [
      reading('host', second, { cpuShare: uniform(0.6, 0.9), pressureShare: uniform(0.1, 0.4) }),
      // A server that has just started takes more memory for a while.
      ...(second % 2 === 1
        ? [
            {
              ...reading('app', second, {
                cpuMs: uniform(40, 120),
                memoryBytes: 110e6 + 25e6 * (1 - Math.exp(-second / 10)) + uniform(0, 6e6),
                openFiles: 40,
              }),
              intervalMs: 2000,
            },
          ]
        : []),
      reading('metrics', second, {
        eventLoopDelayMs: uniform(0, 1) < 0.12 ? uniform(25, 60) : uniform(2, 18),
        heapUsedBytes: 30e6 + uniform(0, 15e6),
        residentBytes: 130e6 + uniform(0, 6e6),
        cacheHits: outcomes.filter((outcome) => outcome === 'hit').length,
        cacheMisses: outcomes.filter((outcome) => outcome === 'miss').length,
        cacheEvictions: 0,
        poolSize: 10,
        poolInUse: Math.floor(uniform(0, 4)),
        poolWaiting: 0,
        poolWaits: 0,
        poolWaitMs: 0,
        poolAcquires: 2 * now.length,
        requests: now.length + 2,
      }),
      reading('postgresql', second, {
        connections: 11,
        activeConnections: 1,
        idleInTransaction: 0,
        lockWaiting: 0,
        maxConnections: 40,
      }),
      ...(second % 10 === 9
        ? [
            reading('vespa', second, {
              queries: 200,
              queryLatencyMs: uniform(5, 12),
              failedQueries: 0,
              degradedQueries: 0,
              softDoomed: 0,
              matchMs: uniform(3, 9),
              setupMs: 0.1,
              summaryMs: uniform(1, 3),
              docsMatched: 200_000,
              matchUtilization: 0.08,
              matchQueue: 0,
              workQueue: 0,
              activeThreads: 2,
              rejectedTasks: 0,
            }),
          ]
        : []),
    ];
  }).flat();
}
