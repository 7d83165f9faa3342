import type { TimelinePoint } from '../../../sample/analysis.ts';
import { formatCount, formatDuration } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';
import { axisTicks, percentOf } from './scale.ts';
import { dots, line, lines, type Seconds, type TimePlot } from './time-plot.ts';

/** The 90th percentile of the slowest step per second, so that a single outlier does not flatten the rest. */
function usualSlowest(points: TimelinePoint[]): number {
  const slowest = points.flatMap(({ latencyMs }) => (latencyMs ? [latencyMs.max] : [])).sort((a, b) => a - b);
  return slowest[Math.floor((slowest.length - 1) * 0.9)] ?? 0;
}

/** A second in which the generator was too busy; darker if more of its steps were contaminated. */
function band({ atMs, contaminated, steps }: TimelinePoint, endMs: number): Markup {
  const opacity = Math.round((0.12 + 0.2 * Math.min(1, contaminated / Math.max(1, steps))) * 100) / 100;
  return html`<rect class="contaminated" x="${percentOf(atMs, endMs)}" y="0" width="${percentOf(1000, endMs)}" height="100" opacity="${opacity}"/>`;
}

/** The latency of each second. Seconds of the steady state with contaminated steps are marked. `undefined` if nothing was measured. */
export function latencyOverTime(seconds: Seconds): TimePlot | undefined {
  const { points, endMs, steadyStartMs } = seconds;
  if (!points.some((point) => point.latencyMs)) return undefined;
  const typical = Math.max(...points.map((point) => point.latencyMs?.p50 ?? 0));
  const slowest = Math.max(...points.map((point) => point.latencyMs?.max ?? 0));
  const ticks = axisTicks(Math.min(slowest, 1.5 * usualSlowest(points)), 4);
  const top = ticks.at(-1) ?? 1;
  const judged = points.filter(({ atMs }) => atMs >= steadyStartMs);
  const contaminated = judged.filter((point) => point.contaminated > 0);
  const contaminatedText = `${formatCount(contaminated.length)} of ${formatCount(judged.length)} seconds with contaminated steps`;
  return {
    title: 'Latency',
    spoken: `Latency of the steps in each second: the median is at most ${formatDuration(typical)}, the slowest step took ${formatDuration(slowest)}. ${contaminatedText}.`,
    ticks,
    format: (ms) => (ms === 0 ? '0' : formatDuration(ms)),
    shapes: [
      ...contaminated.map((point) => band(point, endMs)),
      dots(lines(seconds, top, (point) => point.latencyMs?.max).flat()),
      ...lines(seconds, top, (point) => point.latencyMs?.p50).map((run) => line(run)),
    ],
    legend: [
      html`<i class="key-line"></i>median`,
      html`<i class="key-dot"></i>slowest${slowest > top && ` (up to ${formatDuration(slowest)}, cut off)`}`,
      ...(contaminated.length > 0 ? [html`<i class="key-contaminated"></i>${contaminatedText}`] : []),
    ],
  };
}
