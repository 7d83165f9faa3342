import type { Analysis } from '../../sample/analysis.ts';
import { contaminatedLimit, deliveredLimit } from '../../sample/validity-limits.ts';
import { bearsPercentile, bearsTypical } from '../../words/enough-samples.ts';
import { formatBytes, formatCount, formatDuration, formatShare, howMany } from '../../words/units.ts';
import { measuringErrorSource } from '../trust.ts';
import { signalTable } from './diagnosis/signal-table.ts';
import { type Content, html, type Markup } from './markup.ts';

const paintWords = {
  contentful: 'the contentful paint of the answer',
  frame: 'the frame after the answer was in the page',
};

function paintText({ groups }: Analysis): string {
  const sources = groups
    .filter(({ group }) => group !== 'all')
    .flatMap(({ group, paintSource }) => (paintSource ? [`${group}: ${paintWords[paintSource]}`] : []));
  return sources.length > 0 ? `${sources.join('; ')}. No figure mixes the two.` : 'nothing was measured';
}

/** The calibration level in full: how much was measured too long, and how much of that any machine measures too long. */
function errorText(analysis: Analysis): string {
  const { measuringError } = analysis;
  if (measuringError === undefined) {
    return 'unknown: this machine was never calibrated with this browser and viewport (run npx footfall calibrate).';
  }
  const { level, truthfulUsers } = measuringError;
  const three = ({ p50, p95, max }: typeof level.errorMs) =>
    [
      bearsTypical(level.steps) && `${formatDuration(p50)} typically, `,
      bearsPercentile(level.steps, 95) && `${formatDuration(p95)} at p95, `,
      `${formatDuration(max)} at most`,
    ]
      .filter(Boolean)
      .join('');
  return `${measuringErrorSource(analysis)}, from ${howMany(level.steps, 'step')} of known duration${level.failed === 0 ? '' : `, and ${formatCount(level.failed)} that failed`}. Beyond the error with a single user, these were measured too long by ${three(level.aboveFloorMs)}; including the time that any page takes to render, by ${three(level.errorMs)}.${truthfulUsers === undefined ? '' : ` The machine measures up to ${howMany(truthfulUsers, 'user')} accurately.`}`;
}

function clocksText({ clocks }: Analysis): string | undefined {
  const { users, server } = clocks ?? {};
  const parts = [
    users &&
      `pages and runner agree within ±${formatDuration(users.boundMs.max)}, half of them within ±${formatDuration(users.boundMs.median)}`,
    server &&
      `the server’s clock is ${formatDuration(Math.abs(server.offsetMs))} ${server.offsetMs < 0 ? 'behind' : 'ahead'}, ±${formatDuration(server.boundMs)}`,
  ].filter(Boolean);
  return parts.length > 0
    ? `${parts.join('; ')}. A latency is measured on one clock; only input lag needs two.`
    : undefined;
}

function facts(analysis: Analysis): [string, Content][] {
  const { run, load, generator } = analysis;
  const { environment, browser, thinkTimeMs, target } = run;
  const optional = (value: number | undefined, words: (value: number) => string) =>
    value === undefined ? undefined : words(value);
  const cpuBy = Object.entries(generator.cpuMsPerStepBy ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([group, ms]) => `${group} ${formatDuration(ms)}`);
  return [
    [
      'Load',
      `${howMany(run.users, 'user')} in ${howMany(run.workers, 'worker')}, each user in its own browser context. Closed model with think time: after each answer, a user waits ${formatDuration(thinkTimeMs.min)} to ${formatDuration(thinkTimeMs.max)} before the next step.`,
    ],
    [
      'Time',
      `${formatDuration(run.rampMs)} ramp-up${load.steadyStartMs === undefined ? '' : `, evaluated from ${formatDuration(load.steadyStartMs)} on, when all users are active`}: ${formatDuration(load.steadyMs)} of steady state with ${howMany(load.steps, 'step')}${load.stepsPerSecond === undefined ? '' : `, ${formatCount(load.stepsPerSecond)} per second`}.`,
    ],
    [
      'Load delivered',
      optional(
        load.deliveredShare,
        (share) =>
          `${formatShare(share)} of the configured load; below ${formatShare(deliveredLimit)}, a run is invalid.`,
      ),
    ],
    [
      'Users, counted in two ways',
      load.activeUsers &&
        `${formatCount(load.activeUsers.median)} counted as they start and stop${load.littleUsers === undefined ? '' : `, ${formatCount(load.littleUsers)} by Little’s law from the steps alone`}.`,
    ],
    [
      'Input lag',
      load.lagMs &&
        bearsTypical(load.steps) &&
        `${formatDuration(load.lagMs.p50)} typically${bearsPercentile(load.steps, 95) ? `, ${formatDuration(load.lagMs.p95)} at p95` : ''}, in ${howMany(load.steps, 'step')}: time that the generator added before an input; not part of the latency.`,
    ],
    [
      'Contaminated steps',
      optional(
        generator.contaminatedShare,
        (share) =>
          `${formatShare(share)} ran while a signal of the generator was above its threshold; above ${formatShare(contaminatedLimit)}, a missed budget proves nothing. A busy generator makes answers look slower, never faster, so a passed budget stays valid.`,
      ),
    ],
    ['Measurement error', errorText(analysis)],
    ['Clocks', clocksText(analysis)],
    ['Not available', generator.unseen && generator.unseen.length > 0 && `${generator.unseen.join('; ')}.`],
    [
      'Measuring machine',
      `${environment.cpuModel}, ${howMany(environment.cores, 'core')}, ${formatBytes(environment.memoryBytes)}, ${environment.os}, Node ${environment.node}${generator.cpuShare === undefined ? '' : `; ${formatShare(generator.cpuShare)} busy`}${generator.pressureShare === undefined ? '' : `, CPU pressure ${formatShare(generator.pressureShare)}`}${generator.peakMemoryBytes === undefined ? '' : `; its memory in use grew by up to ${formatBytes(generator.peakMemoryBytes)} since the run’s first reading`}.`,
    ],
    [
      'CPU per step',
      optional(
        generator.cpuMsPerStep,
        (ms) => `${formatDuration(ms)}${cpuBy.length > 0 ? `: ${cpuBy.join(', ')}` : ''}.`,
      ),
    ],
    ['A step ends at', paintText(analysis)],
    [
      'Browser',
      `${browser.name} ${browser.version}, ${browser.foundAs}, ${run.viewport}. Times of different browser builds are not compared.`,
    ],
    [
      'Product',
      [
        target.url,
        target.tiers && ` (${target.tiers.map(({ name, kind }) => `${name}: ${kind}`).join(', ')})`,
      ],
    ],
    [
      'To reproduce',
      `workload ${run.workload}, seed ${run.seed}${run.commit === undefined ? '' : `, commit ${run.commit}`}.`,
    ],
  ];
}

/** How the figures were measured and whether they can be trusted. */
export function methodSection(analysis: Analysis): Markup {
  return html`<section>
    <h2>How it was measured</h2>
    <dl class="facts">${facts(analysis).map(([name, text]) => text !== undefined && text !== false && html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
    ${signalTable(analysis)}
    ${
      analysis.run.unreadable.length > 0 &&
      html`<details><summary>Lines that could not be read</summary><ul>${analysis.run.unreadable.slice(0, 50).map((line) => html`<li><code>${line}</code></li>`)}</ul></details>`
    }
  </section>`;
}
