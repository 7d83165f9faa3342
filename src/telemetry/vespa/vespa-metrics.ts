/**
 * One Vespa metric with one set of dimensions; `values` holds sum, count, average, max, last and the like.
 */
export interface VespaMetric {
  name: string;
  values: Record<string, number>;
  dimensions: Record<string, string>;
}

export interface VespaMetrics {
  metrics: VespaMetric[];
  /** What the figures cover. */
  overSeconds: number;
}

/** `/metrics/v2/values` covers the previous minute, but does not report that. */
const USUAL_SECONDS = 60;

/** Suffixes of the names in `/metrics/v2/values`: `query_latency.sum` is the sum of `query_latency`. */
const AGGREGATE =
  /^(.+)\.(sum|count|rate|average|max|min|last|value|95percentile|99percentile|95_percentile|99_percentile)$/;

/**
 * Parses the responses of `/state/v1/metrics` (https://docs.vespa.ai/en/reference/api/state-v1.html),
 * `/metrics/v2/values` and `/metrics/v1/values`. Skips anything in another format; a truncated response
 * yields nothing.
 */
export function parseVespaMetrics(text: string): VespaMetrics {
  const answer = parsed(text);
  const { metrics, nodes, services } = record(answer);
  const { values, snapshot } = record(metrics);
  return {
    metrics: [
      ...list(values).flatMap(ofState),
      ...list(services).flatMap(ofService),
      ...list(nodes).flatMap((node) => [
        ...ofService(record(node).node),
        ...list(record(node).services).flatMap(ofService),
      ]),
    ],
    overSeconds: lengthOf(snapshot) ?? USUAL_SECONDS,
  };
}

function ofState(entry: unknown): VespaMetric[] {
  const { name, values, dimensions } = record(entry);
  if (typeof name !== 'string') return [];
  return [{ name, values: numbers(values), dimensions: texts(dimensions) }];
}

/** Here, many metrics share one set of dimensions. */
function ofService(service: unknown): VespaMetric[] {
  return list(record(service).metrics).flatMap((entry) => {
    const { values, dimensions } = record(entry);
    const byName = new Map<string, Record<string, number>>();
    for (const [key, value] of Object.entries(numbers(values))) {
      const [, name = key, aggregate = 'last'] = AGGREGATE.exec(key) ?? [];
      byName.set(name, { ...byName.get(name), [aggregate]: value });
    }
    return [...byName].map(([name, found]) => ({ name, values: found, dimensions: texts(dimensions) }));
  });
}

function lengthOf(snapshot: unknown): number | undefined {
  const { from, to } = record(snapshot);
  return typeof from === 'number' && typeof to === 'number' && to > from ? to - from : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function numbers(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record(value)).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
