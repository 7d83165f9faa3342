import type { Analysis, TimelinePoint } from '../../sample/analysis.ts';
import { formatCount, formatDuration, formatShare } from '../../sample/units.ts';
import { html, type Markup } from './markup.ts';
import { axisTicks, percentOf } from './scale.ts';

interface Frame {
  title: string;
  /** What the picture shows, for those who cannot see it. */
  spoken: string;
  ticks: number[];
  format: (value: number) => string;
  shapes: Markup[];
  extra?: Markup | undefined;
}

/**
 * One picture above the shared axis of time. The drawing stretches to the width of the page while words keep their size:
 * shapes are SVG in units of percent, labels are text beside it.
 */
function frame(
  { title, spoken, ticks, format, shapes, extra }: Frame,
  endMs: number,
  steadyStartMs: number,
): Markup {
  const top = ticks.at(-1) ?? 1;
  return html`<figure class="time">
    <figcaption>${title}${extra}</figcaption>
    <div class="plot" role="img" aria-label="${spoken}">
      ${ticks.map((tick) => html`<span class="grid" style="bottom:${percentOf(tick, top)}%"><small>${format(tick)}</small></span>`)}
      <i class="ramp" style="width:${percentOf(steadyStartMs, endMs)}%"></i>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${shapes}</svg>
    </div>
  </figure>`;
}

/** Runs of points that have a value, as lines in percent: a second without one is a gap, not a zero. */
function lines(
  points: TimelinePoint[],
  endMs: number,
  top: number,
  valueOf: (point: TimelinePoint) => number | undefined,
) {
  const runs: [number, number][][] = [[]];
  for (const point of points) {
    const value = valueOf(point);
    if (value === undefined) runs.push([]);
    else runs.at(-1)?.push([percentOf(point.atMs + 500, endMs), 100 - percentOf(value, top)]);
  }
  return runs.filter((run) => run.length > 0);
}

const path = (run: [number, number][]) =>
  run.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
const line = (run: [number, number][], kind: string) => html`<path class="${kind}" d="${path(run)}"/>`;
const area = (run: [number, number][], kind: string) =>
  html`<path class="${kind}" d="${path(run)}L${run.at(-1)?.[0] ?? 0} 100L${run[0]?.[0] ?? 0} 100Z"/>`;

/** What nine of ten seconds stay below with their slowest step: a lone outlier must not flatten the rest. */
function usualSlowest(points: TimelinePoint[]): number {
  const slowest = points.flatMap(({ latencyMs }) => (latencyMs ? [latencyMs.max] : [])).sort((a, b) => a - b);
  return slowest[Math.floor((slowest.length - 1) * 0.9)] ?? 0;
}

function latencyFrame(points: TimelinePoint[], endMs: number): Frame {
  const typical = Math.max(...points.map((point) => point.latencyMs?.p50 ?? 0));
  const slowest = Math.max(...points.map((point) => point.latencyMs?.max ?? 0));
  const ticks = axisTicks(Math.min(slowest, 1.5 * usualSlowest(points)), 4);
  const top = ticks.at(-1) ?? 1;
  const dots = lines(points, endMs, top, (point) => point.latencyMs?.max).flat();
  return {
    title: 'Latency',
    spoken: `Latency of the steps in each second: the median is at most ${formatDuration(typical)}, the slowest step took ${formatDuration(slowest)}.`,
    ticks,
    format: (ms) => (ms === 0 ? '0' : formatDuration(ms)),
    shapes: [
      html`<path class="dots" d="${dots.map(([x, y]) => `M${x} ${y}l0 0`).join('')}"/>`,
      ...lines(points, endMs, top, (point) => point.latencyMs?.p50).map((run) => line(run, 'line')),
    ],
    extra: html`<span class="keys"><span><i class="key-line"></i>median</span><span><i class="key-dot"></i>slowest${slowest > top && ` (up to ${formatDuration(slowest)}, cut off)`}</span></span>`,
  };
}

function usersFrame(points: TimelinePoint[], endMs: number): Frame {
  const most = Math.max(...points.map((point) => point.activeUsers));
  const ticks = axisTicks(most, 2);
  const runs = lines(points, endMs, ticks.at(-1) ?? 1, (point) => point.activeUsers);
  return {
    title: 'Users at work',
    spoken: `Users at work in each second: at most ${formatCount(most)}.`,
    ticks,
    format: formatCount,
    shapes: runs.flatMap((run) => [area(run, 'area'), line(run, 'line')]),
  };
}

function machineFrame(points: TimelinePoint[], endMs: number): Frame {
  const busiest = Math.max(...points.map((point) => point.machineCpuShare ?? 0));
  const runs = lines(points, endMs, 1, (point) => point.machineCpuShare);
  return {
    title: 'Measuring machine busy',
    spoken: `Busy share of the measuring machine in each second: at most ${formatShare(busiest)}.`,
    ticks: [0, 0.5, 1],
    format: (share) => formatShare(share),
    shapes: runs.flatMap((run) => [area(run, 'area quiet'), line(run, 'line quiet')]),
  };
}

function table(points: TimelinePoint[]): Markup {
  return html`<details><summary>As a table</summary><div class="scroll tall"><table>
    <thead><tr>${['Second', 'Users', 'Steps', 'No answer', 'Median', 'Slowest', 'Machine busy'].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
    <tbody>${points.map(
      ({ atMs, activeUsers, steps, errors, latencyMs, machineCpuShare }) => html`<tr>
        <th scope="row" class="number">${atMs / 1000}</th><td class="number">${activeUsers}</td><td class="number">${steps}</td><td class="number">${errors}</td>
        <td class="number">${latencyMs ? formatDuration(latencyMs.p50) : '–'}</td><td class="number">${latencyMs ? formatDuration(latencyMs.max) : '–'}</td>
        <td class="number">${machineCpuShare === undefined ? '–' : formatShare(machineCpuShare)}</td></tr>`,
    )}</tbody></table></div></details>`;
}

/** Latency, users and machine over the run, one above the other on the same seconds. */
export function timeSection({ timeline, load }: Analysis): Markup | undefined {
  const last = timeline.at(-1);
  if (last === undefined) return undefined;
  const endMs = last.atMs + 1000;
  const seconds = axisTicks(endMs / 1000, 6).filter((second) => second * 1000 <= endMs);
  const frames = [
    timeline.some((point) => point.latencyMs) && latencyFrame(timeline, endMs),
    usersFrame(timeline, endMs),
    timeline.some((point) => point.machineCpuShare !== undefined) && machineFrame(timeline, endMs),
  ];
  return html`<section>
    <h2>Over time</h2>
    <p class="lead">Second by second since all users were ready. In the shaded part the users arrive; only what follows is judged.</p>
    ${frames.map((one) => one !== false && frame(one, endMs, load.steadyStartMs ?? endMs))}
    <div class="seconds" aria-hidden="true">${seconds.map((second) => html`<span style="left:${percentOf(second * 1000, endMs)}%">${second} s</span>`)}</div>
    ${table(timeline)}
  </section>`;
}
