import type { TimelinePoint } from '../../sample/analysis.ts';
import { html, type Markup } from './markup.ts';
import { percentOf } from './scale.ts';

/** One picture above the axis of time that all of them share. */
export interface TimePlot {
  title: string;
  /** What the picture shows, for those who cannot see it. */
  spoken: string;
  ticks: number[];
  format: (value: number) => string;
  shapes: Markup[];
  legend: Markup[];
}

/** The seconds of the run as every picture has them. */
export interface Seconds {
  points: TimelinePoint[];
  endMs: number;
  steadyStartMs: number;
}

/**
 * The drawing stretches to the width of the page while words keep their size: shapes are SVG in units of percent, labels
 * are text beside it.
 */
export function drawn(
  { title, spoken, ticks, format, shapes, legend }: TimePlot,
  { endMs, steadyStartMs }: Seconds,
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

type Place = [x: number, y: number];

/** Runs of points that have a value, as lines in percent: a second without one is a gap, not a zero. */
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

const path = (run: Place[]) => run.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

export const line = (run: Place[], kind = '') => html`<path class="line ${kind}" d="${path(run)}"/>`;

export const area = (run: Place[], kind = '') =>
  html`<path class="area ${kind}" d="${path(run)}L${run.at(-1)?.[0] ?? 0} 100L${run[0]?.[0] ?? 0} 100Z"/>`;

export const dots = (places: Place[]) =>
  html`<path class="dots" d="${places.map(([x, y]) => `M${x} ${y}l0 0`).join('')}"/>`;

/** A level from a moment to the end. */
export const level = (value: number, top: number, fromPercent: number, kind = '') =>
  html`<path class="level ${kind}" d="M${fromPercent} ${100 - percentOf(value, top)}H100"/>`;
