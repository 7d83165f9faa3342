import type { Analysis } from '../../../sample/analysis.ts';
import type { Advice, changeKinds } from '../../../sample/diagnosis.ts';
import { groupWord } from '../../../words/layer-words.ts';
import { formatCount } from '../../../words/units.ts';
import { asSentence, noWinText, winText } from '../../advice-words.ts';
import { groupTint } from '../../layer-tints.ts';
import { lookedAtText } from '../../looked-at.ts';
import { percentOf } from '../charts/scale.ts';
import { codeBlock } from '../code-block.ts';
import { webLink } from '../links.ts';
import { html, type Markup } from '../markup.ts';

const mostSteps = 5;

const kindWords: Record<(typeof changeKinds)[number], string> = {
  sql: 'SQL',
  'services.xml': 'services.xml',
  schema: 'schema',
  'query parameter': 'query parameter',
  configuration: 'configuration',
  code: 'code',
  html: 'HTML',
};

function stepsText({ steps }: Advice): string {
  const more = steps.length - mostSteps;
  const names = steps.slice(0, mostSteps).map(({ journey, step }) => `${journey} › ${step}`.slice(0, 120));
  return `${names.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** The share as a bar; the full track is the total waiting time. */
function win(advice: Advice): Markup {
  const { share, layer } = advice;
  if (share === undefined) return html`<p class="win">${noWinText(advice)}</p>`;
  return html`<p class="win"><b>${winText(advice)}</b><span class="track" aria-hidden="true"><i class="${groupTint(layer)}" style="width:${percentOf(share, 1)}%"></i></span></p>`;
}

function card(advice: Advice): Markup {
  const { id, layer, title, symptom, evidence, change, source, steps } = advice;
  return html`<li>
      <i class="edge ${groupTint(layer)}"></i>
      <div class="head"><p class="layer"><i class="${groupTint(layer)}"></i>${groupWord(layer)}</p><h3>${title.slice(0, 200)}</h3>${win(advice)}</div>
      <p class="symptom">${asSentence(symptom.slice(0, 1000))}</p>
      <div class="halves">
        <div><h4>Evidence</h4>
          <dl class="evidence">${evidence.map(({ name, value }) => html`<div><dt>${name.slice(0, 120)}</dt><dd>${value.slice(0, 300)}</dd></div>`)}</dl>
        </div>
        <div><h4>What to change <small>${kindWords[change.kind]}</small></h4>
          <p>${asSentence(change.what.slice(0, 1000))}</p>
          ${change.snippet !== undefined && codeBlock(change.snippet)}
        </div>
      </div>
      <p class="foot">${steps.length > 0 && html`<span>Affects ${stepsText(advice)}</span>`}<span>Source: ${webLink(source.title, source.url)}</span><span><code>${id.slice(0, 80)}</code></span></p>
    </li>`;
}

/** What is wrong and what would fix it. `undefined` for a run of which only times are known. */
export function adviceSection(analysis: Analysis): Markup | undefined {
  const { advice, load, whereTimeGoes, telemetry, slowQueries } = analysis;
  if (advice.length === 0) {
    if (load.steps === 0 || (whereTimeGoes ?? telemetry ?? slowQueries) === undefined) return undefined;
    return html`<section>
    <h2>What to change</h2>
    <p class="lead">Nothing was found that needs to change. ${lookedAtText(analysis)}</p>
  </section>`;
  }
  return html`<section>
    <h2>What to change</h2>
    <p class="lead">Problems that were found, and what would fix them: first defects, then the changes that could save most. A share is an estimate, relative to the total waiting time of all users; shares overlap, so try one change at a time. An experiment proves what a change saves (<code>npx footfall experiment</code>).</p>
    <ol class="advice">${advice.map(card)}</ol>
    <p class="lead">${lookedAtText(analysis)}</p>
  </section>`;
}
