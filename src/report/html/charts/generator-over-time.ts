import type { Analysis, TimelinePoint } from '../../../sample/analysis.ts';
import { type Signal, signalNames } from '../../../sample/signals.ts';
import { formatDuration, formatShare, formatSignal } from '../../../words/units.ts';
import { signalWords } from '../diagnosis/signal-words.ts';
import { html } from '../markup.ts';
import { axisTicks } from './scale.ts';
import { area, level, line, lines, type Seconds, type TimePlot } from './time-plot.ts';

type Thresholds = NonNullable<Analysis['generator']['thresholds']>;

const readings = (points: TimelinePoint[], signal: Signal) =>
  points.flatMap(({ signals }) => signals[signal] ?? []);

const highest = (points: TimelinePoint[], signal: Signal) => Math.max(...readings(points, signal));

/** The highest 90th percentile of any signal, so that a single spike does not flatten the rest. */
function usualHighest(points: TimelinePoint[], signals: Signal[]): number {
  const usual = signals.map((signal) => {
    const sorted = readings(points, signal).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * 0.9)] ?? 0;
  });
  return Math.max(...usual);
}

function plotOf(
  title: string,
  names: Signal[],
  ticks: number[],
  format: (value: number) => string,
  seconds: Seconds,
  thresholds: Thresholds,
): TimePlot {
  const top = ticks.at(-1) ?? 1;
  const within = names.filter((signal) => (thresholds[signal] ?? top + 1) <= top);
  const spoken = names.map((signal) => {
    const threshold = thresholds[signal];
    return `${signalWords[signal]} at most ${formatSignal(signal, highest(seconds.points, signal))}${threshold === undefined ? '' : `, contaminates above ${formatSignal(signal, threshold)}`}`;
  });
  return {
    title,
    spoken: `${title} in each second: ${spoken.join('; ')}.`,
    ticks,
    format,
    shapes: [
      ...within.map((signal) => level(thresholds[signal] ?? top, top, 0, `signal-${signal}`)),
      ...names.flatMap((signal) =>
        lines(seconds, top, ({ signals }) => signals[signal]).flatMap((run) => [
          ...(signal === 'cpuShare' ? [area(run, `signal-${signal}`)] : []),
          line(run, `thin signal-${signal}`),
        ]),
      ),
    ],
    legend: [
      ...names.map((signal) => {
        const peak = highest(seconds.points, signal);
        return html`<i class="key-line signal-${signal}"></i>${signalWords[signal]}${peak > top && ` (up to ${formatSignal(signal, peak)}, cut off)`}`;
      }),
      ...(within.length > 0 ? [html`<i class="key-level"></i>contaminates above`] : []),
    ],
  };
}

/** How busy the measuring machine was and how delayed its parts were, for the signals that could be read. */
export function generatorOverTime(seconds: Seconds, thresholds: Thresholds): TimePlot[] {
  const { points } = seconds;
  const seen = signalNames.filter((signal) => readings(points, signal).length > 0);
  const shares = seen.filter((signal) => signal.endsWith('Share'));
  const delays = seen.filter((signal) => signal.endsWith('Ms'));
  const plots: TimePlot[] = [];
  if (shares.length > 0) {
    plots.push(plotOf('Measuring machine', shares, [0, 0.5, 1], formatShare, seconds, thresholds));
  }
  if (delays.length > 0) {
    const drawnMs = Math.max(...delays.map((signal) => highest(points, signal)));
    const ticks = axisTicks(Math.min(drawnMs, 2 * usualHighest(points, delays)), 3);
    const format = (ms: number) => (ms === 0 ? '0' : formatDuration(ms));
    plots.push(plotOf('Delays of the generator', delays, ticks, format, seconds, thresholds));
  }
  return plots;
}
