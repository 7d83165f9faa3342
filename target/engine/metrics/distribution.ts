/** What Vespa tells of a value that was measured several times; only how often, when it never was. */
export function distribution(values: number[]): Record<string, number> {
  const count = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const last = values.at(-1);
  if (last === undefined) return { count, sum };
  return { count, sum, average: sum / count, min: quantile(values, 0), max: quantile(values, 1), last };
}

/** The value below or at which so large a share (0–1) of the values lies. There must be one. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}
