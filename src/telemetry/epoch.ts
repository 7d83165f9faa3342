/** Epoch milliseconds with fractions, by this process's clock: the runner's. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
