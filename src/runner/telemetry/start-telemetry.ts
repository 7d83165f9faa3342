import { now } from '../../load/clock.ts';
import type { Schedule } from '../../load/schedule.ts';
import type { SourceSettings } from '../../project/source-settings.ts';
import type { Run } from '../../sample/run.ts';
import { postgresqlSource } from '../../telemetry/database/postgresql.ts';
import { logsSource } from '../../telemetry/logs/logs.ts';
import { prometheusSource } from '../../telemetry/prometheus/prometheus.ts';
import { redisSource } from '../../telemetry/redis/redis.ts';
import type { Source } from '../../telemetry/source.ts';
import { vespaSource } from '../../telemetry/vespa/vespa.ts';
import { watchSources } from '../../telemetry/watch-sources.ts';
import type { TelemetrySink } from '../../telemetry/watched-source.ts';
import { machineSources } from './machine-sources.ts';
import { unknownSources } from './unknown-sources.ts';

/** Monitors the product while users are active. */
export interface Telemetry {
  /** Sets when the steady state begins and ends. */
  follow(schedule: Schedule): void;
  /** Resolves when everything is recorded. Never rejects. */
  stop(): Promise<void>;
}

/** Starts to read every known source, and records which sources are not available, with what to grant. */
export function startTelemetry(
  sources: SourceSettings,
  target: Run['target'],
  sink: TelemetrySink,
): Telemetry {
  for (const state of [...machineSources(target), ...unknownSources(sources, target.tiers)]) {
    sink.evidence({ type: 'source', at: now(), ...state });
  }
  const watch = watchSources(sourcesOf(sources), sink);
  const timers: NodeJS.Timeout[] = [];
  return {
    follow({ steadyStartAt, steadyEndAt }) {
      timers.push(
        setTimeout(() => void watch.beginSteadyState(), steadyStartAt - now()),
        setTimeout(() => void watch.endSteadyState(), steadyEndAt - now()),
      );
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await watch.stop();
    },
  };
}

function sourcesOf({ databaseUrl, databaseLog, vespaUrl, redisUrl, ...lists }: SourceSettings): Source[] {
  const { metricsUrls, logs } = lists;
  return [
    ...(databaseUrl === undefined ? [] : [postgresqlSource(databaseUrl, databaseLog)]),
    ...(vespaUrl === undefined ? [] : [vespaSource(vespaUrl)]),
    ...(redisUrl === undefined ? [] : [redisSource(redisUrl)]),
    ...(metricsUrls.length === 0 ? [] : [prometheusSource(metricsUrls)]),
    ...(logs.length === 0 ? [] : [logsSource(logs)]),
  ];
}
