import type { Analysis } from '../../../sample/analysis.ts';
import type { Trend } from '../../../sample/history.ts';
import { formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { dateText } from '../../date-text.ts';
import { foldedTable } from '../folded-table.ts';
import { html, type Markup } from '../markup.ts';
import { outcomeLabel } from '../outcome.ts';
import { axisTicks, percentOf } from './scale.ts';
import { dots, line } from './time-plot.ts';

type StepTrend = Trend['steps'][number];
type Change = StepTrend['changes'][number];

/** Further steps are folded to keep the section readable. */
const mostOpen = 12;

/** A p95 above this multiple of the p50 is cut off, so that changes of the p50 stay visible. */
const mostAboveP50 = 4;

/** The factor by which the p50 last changed, up or down, as a logarithm; 0 for a step that did not change. */
function moved({ changes }: StepTrend): number {
  const last = changes.at(-1);
  return last === undefined || last.beforeMs <= 0 || last.afterMs <= 0
    ? 0
    : Math.abs(Math.log(last.afterMs / last.beforeMs));
}

const ago = (runs: number) => (runs === 0 ? 'this run' : runs === 1 ? '1 run ago' : `${runs} runs ago`);

function changeText({ run, beforeMs, afterMs }: Change, { runs }: Trend): string {
  const day = dateText(runs[run]?.startedAt ?? '', 'day');
  return `${formatDuration(beforeMs)} → ${formatDuration(afterMs)} since the run of ${day}, ${ago(runs.length - 1 - run)}`;
}

const nameOf = ({ journey, step }: StepTrend) => `${journey} › ${step}`;

/** Joins the points of comparable runs; a new line starts where browser or machine changed. */
function stretches({ points }: StepTrend, { runs }: Trend): StepTrend['points'][] {
  const found: StepTrend['points'][] = [];
  for (const point of points) {
    const before = found.at(-1)?.at(-1)?.run;
    const isNew =
      before === undefined || runs.slice(before + 1, point.run + 1).some(({ changed }) => changed.length > 0);
    if (isNew) found.push([point]);
    else found.at(-1)?.push(point);
  }
  return found;
}

function scaleOf({ points }: StepTrend): { ticks: number[]; top: number; isCut: boolean } {
  const highest = Math.max(...points.map(({ p50 }) => p50));
  const slowest = Math.max(...points.map(({ p95 }) => p95));
  const ticks = axisTicks(Math.min(slowest, mostAboveP50 * highest), 2);
  const top = ticks.at(-1) ?? 1;
  return { ticks, top, isCut: slowest > top };
}

function chart(step: StepTrend, trend: Trend): Markup {
  const { points, changes } = step;
  const { runs } = trend;
  const { ticks, top } = scaleOf(step);
  const place = (run: number, ms: number): [number, number] => [
    percentOf(run + 0.5, runs.length),
    100 - percentOf(ms, top),
  ];
  const joined = stretches(step, trend);
  const newest = points.at(-1);
  const isMeasured = newest?.run === runs.length - 1;
  const last = newest === undefined ? '' : formatDuration(newest.p50);
  const changeTexts = changes.map((change) => changeText(change, trend));
  const spoken = `${nameOf(step)} over ${howMany(runs.length, 'run')}: the last median was ${last}${changeTexts.length > 0 ? `; it changed: ${changeTexts.join('; ')}` : ''}.`;
  return html`<figure class="trend">
    <figcaption><span>${nameOf(step)}</span><b>${isMeasured ? last : 'not measured'}</b></figcaption>
    <div class="plot" role="img" aria-label="${spoken}">
      ${ticks.map((tick) => html`<span class="grid" style="bottom:${percentOf(tick, top)}%"><small>${tick === 0 ? '0' : formatDuration(tick)}</small></span>`)}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        ${runs.map(({ changed }, run) => changed.length > 0 && html`<path class="turn" d="M${percentOf(run, runs.length)} 0V100"/>`)}
        ${joined.map((stretch) =>
          line(
            stretch.map(({ run, p95 }) => place(run, p95)),
            'thin slow',
          ),
        )}
        ${joined.map((stretch) => line(stretch.map(({ run, p50 }) => place(run, p50))))}
        ${dots(joined.filter(({ length }) => length === 1).flatMap((stretch) => stretch.map(({ run, p50 }) => place(run, p50))))}
        ${changes.map(({ run }) => html`<path class="since" d="M${percentOf(run, runs.length)} 0V100"/>`)}
      </svg>
    </div>
    ${changeTexts.map((text) => html`<p>${text}</p>`)}
  </figure>`;
}

function runTable({ runs }: Trend): Markup {
  return foldedTable(
    'The runs',
    html`
    <thead><tr><th scope="col">Run</th><th scope="col">When</th><th scope="col">Commit</th><th scope="col">Verdict</th><th scope="col">Changed since the run before</th></tr></thead>
    <tbody>${runs.toReversed().map(
      ({ id, startedAt, commit, outcome, changed }) => html`<tr>
        <th scope="row">${id}</th><td>${dateText(startedAt, 'minute')}</td><td>${commit ?? '–'}</td>
        <td>${outcomeLabel(outcome)}</td><td>${changed.join('; ')}</td></tr>`,
    )}</tbody>`,
    'tall',
  );
}

/** How each step developed over the last runs, largest changes first. It does not affect the verdict. */
export function trendSection({ trend, run }: Pick<Analysis, 'trend' | 'run'>): Markup | undefined {
  const [first] = trend?.runs ?? [];
  if (trend === undefined || first === undefined || trend.steps.length === 0) return undefined;
  const steps = trend.steps.toSorted((a, b) => moved(b) - moved(a));
  const folded = steps.slice(mostOpen);
  const turns = trend.runs.filter(({ changed }) => changed.length > 0);
  const hasChanges = steps.some(({ changes }) => changes.length > 0);
  return html`<section>
    <h2>Over the last runs</h2>
    <p class="lead">The last ${howMany(trend.runs.length, 'run')} of ${run.workload} with ${howMany(run.users, 'user')}, since ${dateText(first.startedAt, 'day')}; this run is on the right. This section does not affect the verdict.</p>
    <ul class="legend trend-legend">
      <li><i class="key-line"></i>p50</li><li><i class="key-line slow"></i>p95${steps.some((step) => scaleOf(step).isCut) && ', cut off where it is far above the p50'}</li>
      ${hasChanges && html`<li><i class="key-since"></i>the p50 shifted to another level (by chance alone, one step in a hundred would be marked)</li>`}
      ${turns.length > 0 && html`<li><i class="key-turn"></i>the test setup changed: times before and after are not comparable</li>`}
    </ul>
    ${turns.length > 0 && html`<ul class="turns">${turns.map(({ id, changed }) => html`<li>Run ${id}: ${changed.join('; ')}</li>`)}</ul>`}
    <div class="trends">${steps.slice(0, mostOpen).map((step) => chart(step, trend))}</div>
    ${folded.length > 0 && html`<details><summary>${formatCount(folded.length)} more steps</summary><div class="trends">${folded.map((step) => chart(step, trend))}</div></details>`}
    ${runTable(trend)}
  </section>`;
}
