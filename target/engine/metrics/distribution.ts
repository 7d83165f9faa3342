/** The statistics that Vespa reports for a list of measured values; only count and sum if there are none. */
export function distribution(values: number[]): Record<string, number> {
  const count = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const last = values.at(-1);
  if (last === undefined) return { count, sum };
  return { count, sum, average: sum / count, min: quantile(values, 0), max: quantile(values, 1), last };
}

/** The quantile of the values at `share` (0–1): that share of the values is at most this large. Needs at least one value. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}
