/** Round axis ticks in steps of 1, 2 or 5 times a power of ten, from 0 to at least `max` in about `count` steps. */
export function axisTicks(max: number, count: number): number[] {
  const rough = (max > 0 ? max : 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const last = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A position on an axis for CSS and SVG, in percent with two decimals, clamped to 0–100. */
export function percentOf(value: number, max: number): number {
  return max > 0 ? Math.round(Math.min(1, Math.max(0, value / max)) * 10_000) / 100 : 0;
}
