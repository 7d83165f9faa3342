import type { TimelinePoint } from '../../../sample/analysis.ts';
import { html, type Markup } from '../markup.ts';
import { axisTicks, percentOf } from './scale.ts';

/** One of the charts that share a time axis. */
export interface TimePlot {
  title: string;
  /** A description of the chart for screen readers. */
  spoken: string;
  ticks: number[];
  format: (value: number) => string;
  shapes: Markup[];
  legend: Markup[];
}

/** The seconds of the run, shared by all charts. */
export interface Seconds {
  points: TimelinePoint[];
  endMs: number;
  steadyStartMs: number;
}

/** Where the time axis ends, and from where on all users are active. */
export type TimeAxis = Pick<Seconds, 'endMs' | 'steadyStartMs'>;

/**
 * The chart stretches to the width of the page while text keeps its size: shapes are SVG in percent, labels are HTML text
 * beside it.
 */
export function drawn(
  { title, spoken, ticks, format, shapes, legend }: TimePlot,
  { endMs, steadyStartMs }: TimeAxis,
): Markup {
  const top = ticks.at(-1) ?? 1;
  return html`<figure class="time">
    <figcaption>${title}<span class="keys">${legend.map((key) => html`<span>${key}</span>`)}</span></figcaption>
    <div class="plot" role="img" aria-label="${spoken}">
      ${ticks.map((tick) => html`<span class="grid" style="bottom:${percentOf(tick, top)}%"><small>${format(tick)}</small></span>`)}
      <i class="ramp" style="width:${percentOf(steadyStartMs, endMs)}%"></i>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${shapes}</svg>
    </div>
  </figure>`;
}

/** The time axis below the last chart. */
export function secondsAxis({ endMs }: TimeAxis): Markup {
  const labels = axisTicks(endMs / 1000, 6).filter((second) => second * 1000 <= endMs);
  return html`<div class="seconds" aria-hidden="true">${labels.map((second) => html`<span style="left:${percentOf(second * 1000, endMs)}%">${second} s</span>`)}</div>`;
}

type Place = [x: number, y: number];

/** Consecutive points with a value, as lines in percent: a second without a value is a gap, not a zero. */
export function lines(
  { points, endMs }: Seconds,
  top: number,
  valueOf: (point: TimelinePoint) => number | undefined,
): Place[][] {
  const runs: Place[][] = [[]];
  for (const point of points) {
    const value = valueOf(point);
    if (value === undefined) runs.push([]);
    else runs.at(-1)?.push([percentOf(point.atMs + 500, endMs), 100 - percentOf(value, top)]);
  }
  return runs.filter((run) => run.length > 0);
}

/** A reading counts as missing if the next one comes later than this multiple of the usual interval. */
const longestGap = 2.5;

/** Readings as lines in percent, like `lines`: missing readings leave a gap. */
export function readingLines(points: [atMs: number, value: number][], endMs: number, top: number): Place[][] {
  const distances = points.slice(1).map(([atMs], index) => atMs - (points[index]?.[0] ?? atMs));
  const usualMs = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  const runs: Place[][] = [];
  points.forEach(([atMs, value], index) => {
    if (index === 0 || (distances[index - 1] ?? 0) > longestGap * usualMs) runs.push([]);
    runs.at(-1)?.push([percentOf(atMs, endMs), 100 - percentOf(value, top)]);
  });
  return runs;
}

const path = (run: Place[]) => run.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

export const line = (run: Place[], kind = '') => html`<path class="line ${kind}" d="${path(run)}"/>`;

export const area = (run: Place[], kind = '') =>
  html`<path class="area ${kind}" d="${path(run)}L${run.at(-1)?.[0] ?? 0} 100L${run[0]?.[0] ?? 0} 100Z"/>`;

export const dots = (places: Place[]) =>
  html`<path class="dots" d="${places.map(([x, y]) => `M${x} ${y}l0 0`).join('')}"/>`;

/** A horizontal line from a given position to the end. */
export const level = (value: number, top: number, fromPercent: number, kind = '') =>
  html`<path class="level ${kind}" d="M${fromPercent} ${100 - percentOf(value, top)}H100"/>`;
