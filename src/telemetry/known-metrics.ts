import { groupBy } from '../sample/group-by.ts';
import { type MetricAlias, metricAliases } from './metric-aliases.ts';
import type { MetricSample } from './prometheus-text.ts';

/** What one page tells under our names. */
export interface KnownMetrics {
  counters: Map<string, number>;
  levels: Map<string, number>;
  largest: Map<string, number>;
}

/** Keeps what Footfall understands of a page, under our names and in our units. */
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
  return known;
}

/**
 * What several processes tell together of the time between two readings of each: counters and levels added up, the largest of what is
 * a largest. A counter that became smaller belongs to a process that started anew, and tells what it has counted since.
 */
export function together(pages: { before: KnownMetrics; after: KnownMetrics }[]): Record<string, number> {
  const values: Record<string, number> = {};
  for (const { before, after } of pages) {
    for (const [name, total] of after.counters) {
      const from = before.counters.get(name) ?? 0;
      values[name] = (values[name] ?? 0) + (total < from ? total : total - from);
    }
    for (const [name, level] of after.levels) values[name] = (values[name] ?? 0) + level;
    for (const [name, value] of after.largest) values[name] = Math.max(values[name] ?? 0, value);
  }
  return values;
}

export function isEmpty({ counters, levels, largest }: KnownMetrics): boolean {
  return counters.size + levels.size + largest.size === 0;
}

function fits({ labels }: MetricSample, alias: MetricAlias): boolean {
  return Object.entries(alias.labels ?? {}).every(([name, value]) => labels.get(name) === value);
}

const sumOf = (values: number[]) => values.reduce((total, value) => total + value, 0);
const largestOf = (values: number[]) => values.reduce((largest, value) => Math.max(largest, value), 0);
