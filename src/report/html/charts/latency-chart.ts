import type { Distribution, StepAnalysis } from '../../../sample/analysis.ts';
import { groupBy } from '../../../sample/group-by.ts';
import { bearsPercentile } from '../../../words/enough-samples.ts';
import { formatCount, formatDuration, formatMeasure, howMany } from '../../../words/units.ts';
import { foldedTable } from '../folded-table.ts';
import { html, type Markup } from '../markup.ts';
import { axisTicks, percentOf } from './scale.ts';

type Timed = StepAnalysis & { latencyMs: Distribution };

function range({ step, samples, latencyMs }: Timed, endMs: number): Markup {
  const { p50, p75, p95, max } = latencyMs;
  const at = (ms: number) => percentOf(ms, endMs);
  const borne = ([50, 75, 95] as const).filter((percent) => bearsPercentile(samples, percent));
  const spoken = `${step}, ${howMany(samples, 'sample')}: ${borne.map((percent) => `p${percent} ${formatDuration(latencyMs[`p${percent}`])}, `).join('')}slowest ${formatDuration(max)}`;
  const shows = (percent: number) => bearsPercentile(samples, percent);
  return html`<div class="row">
    <span class="label">${step}</span>
    <div class="range" role="img" aria-label="${spoken}" title="${spoken}">
      ${
        shows(95) &&
        html`<i class="tail" style="left:${at(p95)}%;width:${Math.max(0, at(max) - at(p95))}%"></i>
      <i class="band" style="left:${at(p50)}%;width:${at(p95) - at(p50)}%"></i>`
      }
      ${shows(75) && html`<i class="p75" style="left:${at(p75)}%"></i>`}
      ${shows(50) && html`<i class="p50" style="left:${at(p50)}%"></i>`}
      ${shows(95) && html`<i class="p95" style="left:${at(p95)}%"></i>`}
      ${max > endMs ? html`<span class="beyond">${formatDuration(max)} ▸</span>` : html`<i class="max" style="left:${at(max)}%"></i>`}
    </div>
    <span class="value">${formatDuration(shows(95) ? p95 : max)}<small>${shows(95) ? '' : 'slowest '}of ${formatCount(samples)}</small></span>
  </div>`;
}

const vitalNames = ['ttfbMs', 'fcpMs', 'lcpMs', 'icpMs', 'inpMs', 'cls'] as const;
const vitalTitles = {
  ttfbMs: 'TTFB',
  fcpMs: 'FCP',
  lcpMs: 'LCP',
  icpMs: 'LCP of the interaction',
  inpMs: 'INP',
  cls: 'CLS',
};

function row(
  { journey, step, samples, errors, latencyMs, vitals, softNavigations }: StepAnalysis,
  withSoftNavigations: boolean,
): Markup {
  const figures = [
    ...([50, 75, 95, 99] as const).map((percent) =>
      bearsPercentile(samples, percent) ? latencyMs?.[`p${percent}`] : undefined,
    ),
    latencyMs?.max,
  ];
  return html`<tr><th scope="row">${journey} › ${step}</th>
    <td class="number">${formatCount(samples)}</td><td class="number">${formatCount(errors)}</td>
    ${figures.map((ms) => html`<td class="number">${ms === undefined ? '–' : formatDuration(ms)}</td>`)}
    ${vitalNames.map((name) => {
      const vital = vitals[name];
      const p75 = vital && bearsPercentile(vital.samples, 75) ? vital.p75 : undefined;
      const below = name === 'inpMs' && vitals.inpMs?.isBelow ? '< ' : '';
      return html`<td class="number">${p75 === undefined ? '–' : `${below}${formatMeasure(name, p75)}`}</td>`;
    })}
    ${withSoftNavigations && html`<td class="number">${softNavigations === undefined ? '–' : formatCount(softNavigations)}</td>`}
  </tr>`;
}

/** The distribution of each step's latency on one axis. A maximum far beyond the axis is written at its end. */
export function latencySection(steps: StepAnalysis[]): Markup | undefined {
  const timed = steps.filter((step): step is Timed => step.latencyMs !== undefined);
  if (timed.length === 0) return undefined;
  const highestP95 = Math.max(...timed.map((step) => step.latencyMs.p95));
  const slowest = Math.max(...timed.map((step) => step.latencyMs.max));
  const ticks = axisTicks(Math.min(slowest, highestP95 * 1.6), 5);
  const endMs = ticks.at(-1) ?? 1;
  const withSoftNavigations = steps.some((step) => (step.softNavigations ?? 0) > 0);
  return html`<section>
    <h2>How long each step takes</h2>
    <p class="lead">From the user’s input to the answer on the screen. The figure on the right is the p95${timed.some(({ samples }) => !bearsPercentile(samples, 95)) && ', or the slowest of a step with fewer than 20 samples'}.</p>
    <ul class="legend"><li><i class="key-p50"></i>p50 (median)</li><li><i class="key-p75"></i>p75</li><li><i class="key-p95"></i>p95</li><li><i class="key-max"></i>slowest</li></ul>
    <div class="chart ranges">
      <div class="row axis" aria-hidden="true"><span class="label"></span><div class="ticks">${ticks.map((ms) => html`<span style="left:${percentOf(ms, endMs)}%">${ms === 0 ? '0' : formatDuration(ms)}</span>`)}</div><span class="value"></span></div>
      ${[...groupBy(timed, (step) => step.journey)].map(
        ([journey, ofJourney]) => html`<h3>${journey}</h3>${ofJourney.map((step) => range(step, endMs))}`,
      )}
    </div>
    ${foldedTable(
      'As a table, with the web vitals at p75',
      html`
      <thead><tr>${['Step', 'Samples', 'No answer', 'p50', 'p75', 'p95', 'p99', 'Slowest'].map((name, index) => html`<th scope="col"${index > 0 && html` class="number"`}>${name}</th>`)}${vitalNames.map((name) => html`<th scope="col" class="number">${vitalTitles[name]}</th>`)}${withSoftNavigations && html`<th scope="col" class="number">Soft navigations</th>`}</tr></thead>
      <tbody>${steps.map((step) => row(step, withSoftNavigations))}</tbody>`,
    )}
  </section>`;
}
