import type { Analysis } from '../../../sample/analysis.ts';
import { formatCount } from '../../../words/units.ts';
import { html } from '../markup.ts';
import { axisTicks, percentOf } from './scale.ts';
import { area, level, line, lines, type Seconds, type TimePlot } from './time-plot.ts';

/** Active users, counted as they start and stop, with the configured number and the estimate by Little's law in the steady state. */
export function usersOverTime(seconds: Seconds, { run, load }: Analysis): TimePlot {
  const { points, endMs, steadyStartMs } = seconds;
  const { littleUsers } = load;
  const most = Math.max(...points.map((point) => point.activeUsers));
  const ticks = axisTicks(Math.max(most, run.users, Math.round(littleUsers ?? 0)), 2);
  const top = ticks.at(-1) ?? 1;
  const runs = lines(seconds, top, (point) => point.activeUsers);
  const asked = `${formatCount(run.users)} configured`;
  const little = littleUsers === undefined ? undefined : `${formatCount(littleUsers)} by Little’s law`;
  return {
    title: 'Active users',
    spoken: `Active users in each second: at most ${formatCount(most)}, ${asked}${little === undefined ? '' : `, ${little}`}.`,
    ticks,
    format: formatCount,
    shapes: [
      ...runs.map((run) => area(run)),
      level(run.users, top, 0, 'asked'),
      ...runs.map((run) => line(run)),
      ...(littleUsers === undefined
        ? []
        : [level(littleUsers, top, percentOf(steadyStartMs, endMs), 'little')]),
    ],
    legend: [
      html`<i class="key-line"></i>counted`,
      html`<i class="key-level asked"></i>${asked}`,
      ...(little === undefined ? [] : [html`<i class="key-level little"></i>${little}`]),
    ],
  };
}
