import type { Analysis, TimelinePoint } from '../../../sample/analysis.ts';
import { signalNames } from '../../../sample/signals.ts';
import { formatDuration, formatSignal } from '../../../words/units.ts';
import { signalWords } from '../diagnosis/signal-words.ts';
import { foldedTable } from '../folded-table.ts';
import { html, type Markup } from '../markup.ts';
import { generatorOverTime } from './generator-over-time.ts';
import { latencyOverTime } from './latency-over-time.ts';
import { drawn, secondsAxis } from './time-plot.ts';
import { usersOverTime } from './users-over-time.ts';

function table(points: TimelinePoint[]): Markup {
  const seen = signalNames.filter((signal) => points.some(({ signals }) => signals[signal] !== undefined));
  const heads = ['Second', 'Users', 'Steps', 'No answer', 'Contaminated', 'Median', 'Slowest'];
  const cell = (text: string | number) => html`<td class="number">${text}</td>`;
  return foldedTable(
    'As a table',
    html`
    <thead><tr>${[...heads, ...seen.map((signal) => signalWords[signal])].map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
    <tbody>${points.map(
      ({ atMs, activeUsers, steps, errors, contaminated, latencyMs, signals }) => html`<tr>
        <th scope="row" class="number">${atMs / 1000}</th>${[activeUsers, steps, errors, contaminated].map(cell)}
        ${[latencyMs?.p50, latencyMs?.max].map((ms) => cell(ms === undefined ? '–' : formatDuration(ms)))}
        ${seen.map((signal) => {
          const reading = signals[signal];
          return cell(reading === undefined ? '–' : formatSignal(signal, reading));
        })}</tr>`,
    )}</tbody>`,
    'tall',
  );
}

/** Latency, users and generator over the run, one above the other on the same time axis. */
export function timeSection(analysis: Analysis): Markup | undefined {
  const { timeline, load, generator } = analysis;
  const last = timeline.at(-1);
  if (last === undefined) return undefined;
  const endMs = last.atMs + 1000;
  const seconds = { points: timeline, endMs, steadyStartMs: load.steadyStartMs ?? endMs };
  const plots = [
    latencyOverTime(seconds),
    usersOverTime(seconds, analysis),
    ...generatorOverTime(seconds, generator.thresholds ?? {}),
  ];
  const unseen = generator.unseen ?? [];
  return html`<section>
    <h2>Over time</h2>
    <p class="lead">Second by second from the moment all users were ready. Users start during the shaded part; only the time after it is evaluated.</p>
    ${plots.map((plot) => plot && drawn(plot, seconds))}
    ${secondsAxis(seconds)}
    ${unseen.length > 0 && html`<p class="lead">Not available on this machine: ${unseen.join('; ')}.</p>`}
    ${table(timeline)}
  </section>`;
}
