import { groupBy } from '../../sample/group-by.ts';
import { type MetricAlias, metricAliases } from './metric-aliases.ts';
import type { MetricSample } from './prometheus-text.ts';

/** The metrics of one page under Footfall's names. */
export interface KnownMetrics {
  counters: Map<string, number>;
  levels: Map<string, number>;
  largest: Map<string, number>;
  /** When the process started, if the page reports it. */
  startedAt?: number;
}

/** A page at the start and the end of an interval. */
export interface PageInterval {
  before: KnownMetrics;
  after: KnownMetrics;
}

const STARTED_AT = 'process_start_time_seconds';

/** Keeps the metrics of a page that Footfall knows, under its own names and units. */
export function knownMetrics(samples: MetricSample[], aliases = metricAliases): KnownMetrics {
  const byName = groupBy(samples, ({ name }) => name);
  const known: KnownMetrics = { counters: new Map(), levels: new Map(), largest: new Map() };
  for (const alias of aliases) {
    const values = (byName.get(alias.metric) ?? [])
      .filter((sample) => fits(sample, alias))
      .map(({ value }) => value * (alias.factor ?? 1));
    if (values.length === 0) continue;
    const { as, kind } = alias;
    if (kind === 'largest') {
      known.largest.set(as, Math.max(known.largest.get(as) ?? 0, largestOf(values)));
      continue;
    }
    const kept = kind === 'counter' ? known.counters : known.levels;
    if (!kept.has(as)) kept.set(as, sumOf(values));
  }
  const startedAt = byName.get(STARTED_AT)?.[0]?.value;
  if (startedAt !== undefined) known.startedAt = startedAt;
  return known;
}

/**
 * Combines the intervals of several processes: adds up counters and levels, and takes the maximum of
 * `largest`. If one of them is a different process than before, no counters are returned: a sum without it
 * would look like a drop.
 */
export function together(pages: PageInterval[]): Record<string, number> {
  const values: Record<string, number> = {};
  const isCounted = !pages.some(isAnother);
  for (const { before, after } of pages) {
    for (const [name, total] of isCounted ? after.counters : []) {
      const from = before.counters.get(name) ?? 0;
      values[name] = (values[name] ?? 0) + total - from;
    }
    for (const [name, level] of after.levels) values[name] = (values[name] ?? 0) + level;
    for (const [name, value] of after.largest) values[name] = Math.max(values[name] ?? 0, value);
  }
  return values;
}

/** Whether a different process answers than before: restarted, or another one at the same address. */
export function isAnother({ before, after }: PageInterval): boolean {
  if (before.startedAt !== after.startedAt) return true;
  return [...after.counters].some(([name, total]) => total < (before.counters.get(name) ?? 0));
}

export function isEmpty({ counters, levels, largest }: KnownMetrics): boolean {
  return counters.size + levels.size + largest.size === 0;
}

function fits({ labels }: MetricSample, alias: MetricAlias): boolean {
  return Object.entries(alias.labels ?? {}).every(([name, value]) => labels.get(name) === value);
}

const sumOf = (values: number[]) => values.reduce((total, value) => total + value, 0);
const largestOf = (values: number[]) => values.reduce((largest, value) => Math.max(largest, value), 0);
