import type { BudgetResult } from '../../sample/analysis.ts';
import type { Attempt, ChangedMetric, Tuning } from '../../sample/experiment.ts';
import { budgetName, shownOutcome } from '../../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../../words/units.ts';
import { changeSigns, changeWord } from '../comparison/words.ts';
import { dateText } from '../date-text.ts';
import { seenText } from '../html/charts/limit-bar.ts';
import { codeBlock } from '../html/code-block.ts';
import { htmlDocument } from '../html/document.ts';
import { html, type Markup } from '../html/markup.ts';
import { outcomeIcon, outcomeLabel } from '../html/outcome.ts';
import { promise } from '../promise.ts';
import { experimentStyle } from './experiment-style.ts';
import { answersText } from './experiment-words.ts';
import {
  adviceLeft,
  attemptsThatWere,
  beforeAfter,
  changedPlace,
  changeWithInterval,
  statusWords,
  storedChange,
  tuningHeadline,
  tuningOutcome,
} from './tuning-words.ts';
import { variableText } from './variable-text.ts';

const outcomes = {
  won: { tone: 'pass', word: 'Faster' },
  'nothing won': { tone: 'warn', word: 'No improvement' },
  'cut short': { tone: 'inconclusive', word: 'Cut short' },
} as const;

/** A link to the report of a run folder next to the folder of the tuning. */
const runLink = (run: string, text: string) =>
  html`<a href="../${encodeURIComponent(run)}/index.html">${text}</a>`;

function keyFigure(name: string, figure: number, note: string): Markup {
  return html`<div><dt>${name}</dt><dd><b>${formatCount(figure)}</b><span>${note}</span></dd></div>`;
}

function hero(tuning: Tuning): Markup {
  const { before, after, workload, users, startedAt, notes } = tuning;
  const { tone, word } = outcomes[tuningOutcome(tuning)];
  const text = tuningHeadline(tuning);
  const kept = attemptsThatWere(tuning, 'kept');
  const faster = new Set(
    kept.flatMap(({ measured }) =>
      (measured?.changed ?? [])
        .filter(({ metric }) => metric.outcome === 'faster')
        .map(({ journey, step }) => JSON.stringify([journey, step])),
    ),
  );
  return html`<header class="${tone}">
    <p class="masthead"><b>Footfall</b><span>tuning with ${workload}, ${howMany(users, 'user')}</span><span>${dateText(startedAt, 'minute')}</span></p>
    <p class="verdict">${outcomeIcon(tone)}${word}</p>
    <h1>${text.charAt(0).toUpperCase()}${text.slice(1)}.</h1>
    <dl class="key-figures">
      ${keyFigure('Changes kept', kept.length, 'each proven side by side')}
      ${keyFigure('Steps faster', faster.size, 'confirmed, by one of these changes')}
      ${keyFigure('Advice before', before.advice.length, 'causes found in the first run')}
      ${after && keyFigure('Advice after', after.advice.length, 'causes that remain')}
    </dl>
    ${notes.map((note) => html`<p class="warning">${note}</p>`)}
  </header>`;
}

function seenCell(name: string, result: BudgetResult | undefined): Markup {
  if (result === undefined) return html`<td class="number" data-name="${name}">–</td><td></td>`;
  return html`<td class="number" data-name="${name}"><b>${seenText(result)}</b></td><td>${outcomeLabel(shownOutcome(result))}</td>`;
}

/** The acceptance targets of both runs, side by side. */
function acceptanceSection({ before, after }: Tuning): Markup | undefined {
  if (before.acceptance.length === 0) return undefined;
  const later = new Map(after?.acceptance.map((result) => [budgetName(result), result]));
  return html`<section>
    <h2>Acceptance, before and after</h2>
    <p class="lead">What the product must achieve under the full workload. See the reports of ${runLink(before.run, 'the run before')}${after && html` and ${runLink(after.run, 'the run after')}`}.</p>
    <table class="before-after stacked"><thead><tr><th scope="col">Target</th><th scope="col" class="number">Before</th><th scope="col"><span class="unseen">outcome before</span></th>${after && html`<th scope="col" class="number">After</th><th scope="col"><span class="unseen">outcome after</span></th>`}</tr></thead>
    <tbody>${before.acceptance.map(
      (result) =>
        html`<tr><th scope="row">${promise(result)}</th>${seenCell('before', result)}${after && seenCell('after', later.get(budgetName(result)))}</tr>`,
    )}</tbody></table>
  </section>`;
}

function changedRow(changed: ChangedMetric): Markup {
  const { metric } = changed;
  const value = (known: number | undefined) =>
    known === undefined ? '–' : formatMeasure(metric.metric, known);
  return html`<tr><th scope="row">${changedPlace(changed)}</th>
    <td class="number" data-name="before">${value(metric.base)}</td><td class="number" data-name="after">${value(metric.head)}</td>
    <td class="number" data-name="change">${changeWithInterval(changed)}</td>
    <td class="${metric.outcome}"><span class="tag">${changeSigns[metric.outcome]} ${changeWord(metric)}</span></td></tr>`;
}

function attemptItem({ experiment, title, advice, status, reason, env, measured }: Attempt): Markup {
  const set = variableText(env);
  return html`<li class="attempt ${status}">
    <div class="head"><h3>${title}</h3><span class="state">${statusWords[status]}</span></div>
    <p>${reason}</p>
    <p class="quiet">Addresses ${advice.map((id, index) => html`${index > 0 && ', '}<code>${id}</code>`)} with experiment <code>${experiment}</code>${set !== '' && html`: <code>${set}</code>`}. ${measured && answersText(measured.answers)} ${measured && runLink(measured.run, 'All metrics')}</p>
    ${
      measured &&
      measured.changed.length > 0 &&
      html`<table class="before-after stacked"><thead><tr><th scope="col">Step</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change (interval)</th><th scope="col"><span class="unseen">outcome</span></th></tr></thead>
      <tbody>${measured.changed.map(changedRow)}</tbody></table>`
    }
  </li>`;
}

function attemptSection({ attempts }: Tuning): Markup | undefined {
  if (attempts.length === 0) return undefined;
  return html`<section>
    <h2>Result of each change</h2>
    <p class="lead">Changes were tried one at a time, on top of those already kept. Both versions ran at the same time, and each user sent both the same requests; the interval is the confidence interval of the change.</p>
    <ul class="attempts">${attempts.map(attemptItem)}</ul>
  </section>`;
}

function stepSection({ steps, after }: Tuning): Markup | undefined {
  if (steps.length === 0) return undefined;
  return html`<section>
    <h2>Every step, before and after</h2>
    <p class="lead">Latencies in the two full runs. ${after ? 'The runs were made one after the other, so machine conditions also differ; the proof is in the side-by-side results above.' : 'There is no run after, because no change was kept.'}</p>
    <table class="before-after stacked"><thead><tr><th scope="col">Step</th><th scope="col" class="number">Typical (p50)</th><th scope="col" class="number">Slow (p95)</th><th scope="col" class="number">Change of the p50</th><th scope="col"><span class="unseen">outcome</span></th></tr></thead>
    <tbody>${steps.map((step) => {
      const change = storedChange(step);
      return html`<tr><th scope="row">${step.step}<small>${step.journey}</small></th><td class="number" data-name="p50">${beforeAfter(step, 'p50')}</td><td class="number" data-name="p95">${beforeAfter(step, 'p95')}</td><td class="number" data-name="change">${change?.text ?? '–'}</td><td class="${change?.outcome ?? 'unresolved'}"><span class="tag">${change?.word}</span></td></tr>`;
    })}</tbody></table>
  </section>`;
}

function keepSection({ kept }: Tuning): Markup | undefined {
  if (Object.keys(kept).length === 0) return undefined;
  return html`<section>
    <h2>To keep these changes</h2>
    <p class="lead">Start the product with these variables, or make them its defaults.</p>
    ${codeBlock(
      Object.entries(kept)
        .map(([name, value]) => variableText({ [name]: value }))
        .join('\n'),
    )}
  </section>`;
}

function leftSection(tuning: Tuning): Markup | undefined {
  const { after, withoutExperiment } = tuning;
  const left = adviceLeft(tuning);
  if (withoutExperiment.length === 0 && left.length === 0) return undefined;
  return html`<section>
    <h2>Remaining advice</h2>
    ${
      left.length > 0 &&
      html`<p class="lead">${after ? 'The run after still reports:' : 'No change that was kept addresses:'}</p>
    <ul class="left">${left.map(({ title, id, change }) => html`<li>${title} <code>${id}</code><small>${change.what}</small></li>`)}</ul>`
    }
    ${
      withoutExperiment.length > 0 &&
      html`<h3 class="part">Advice without an experiment</h3>
    <ul class="left">${withoutExperiment.map(({ advice, why }) => html`<li>${advice.title} <code>${advice.id}</code><small>${why}</small></li>`)}</ul>`
    }
  </section>`;
}

/** What tuning tried, kept and improved, as one HTML file. */
export function renderTuningHtml(tuning: Tuning): string {
  return htmlDocument({
    title: `${outcomes[tuningOutcome(tuning)].word}: ${tuningHeadline(tuning)}`,
    style: experimentStyle,
    body: html`${hero(tuning)}
<main class="${outcomes[tuningOutcome(tuning)].tone}">
${acceptanceSection(tuning)}
${attemptSection(tuning)}
${keepSection(tuning)}
${stepSection(tuning)}
${leftSection(tuning)}
</main>
<footer>Footfall, tuning ${tuning.id}. Rendered from tune.json, which contains every figure on this page.</footer>`,
  });
}
