import { hostname } from 'node:os';
import { WINDOW_MS } from './last-minute.ts';
import type { Metric } from './query-metrics.ts';

/** The response of `/state/v1/metrics`: https://docs.vespa.ai/en/reference/api/state-v1.html. `now` is in milliseconds. */
export function stateAnswer(metrics: Metric[], now: number): object {
  return {
    time: Math.round(now),
    status: { code: 'up' },
    metrics: {
      snapshot: { from: (now - WINDOW_MS) / 1000, to: now / 1000 },
      values: metrics.map(({ name, values, dimensions }) => ({ name, values, dimensions })),
    },
  };
}

/** The response of `/metrics/v2/values`: https://docs.vespa.ai/en/reference/api/metrics-v2.html. `now` is in milliseconds. */
export function valuesAnswer(metrics: Metric[], now: number): object {
  const names = [...new Set(metrics.map(({ service }) => service))];
  return {
    nodes: [
      {
        hostname: hostname(),
        role: `hosts/${hostname()}`,
        services: names.map((name) => ({
          name,
          timestamp: Math.round(now / 1000),
          status: { code: 'up', description: 'Data collected successfully' },
          metrics: packets(metrics.filter(({ service }) => service === name)),
        })),
      },
    ],
  };
}

/** Groups metrics by dimensions; each statistic has its own name. */
function packets(metrics: Metric[]): Pick<Metric, 'values' | 'dimensions'>[] {
  const byDimensions = new Map<string, Pick<Metric, 'values' | 'dimensions'>>();
  for (const { name, values, dimensions } of metrics) {
    const key = JSON.stringify(dimensions);
    const packet = byDimensions.get(key) ?? { values: {}, dimensions };
    for (const [statistic, value] of Object.entries(values)) packet.values[`${name}.${statistic}`] = value;
    byDimensions.set(key, packet);
  }
  return [...byDimensions.values()];
}
