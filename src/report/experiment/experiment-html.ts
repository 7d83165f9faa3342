import type { Comparison } from '../../sample/comparison.ts';
import type { ExperimentResult } from '../../sample/experiment.ts';
import { formatCount } from '../../words/units.ts';
import { comparisonStyle } from '../comparison/comparison-style.ts';
import { comparisonSections } from '../comparison/html.ts';
import { methodText } from '../comparison/measured.ts';
import { dateText } from '../date-text.ts';
import { htmlDocument } from '../html/document.ts';
import { html, type Markup } from '../html/markup.ts';
import { outcomeIcon } from '../html/outcome.ts';
import { experimentStyle } from './experiment-style.ts';
import { answersText, findingOf, findingTones, findingWords } from './experiment-words.ts';
import { variableText } from './variable-text.ts';

const mostDifferences = 20;
const mostReasons = 5;

type Side = ExperimentResult['base'];

function sideFact(name: string, { url, env, command, configure }: Side): Markup {
  const set = variableText(env);
  return html`<div><dt>${name}</dt><dd>${url}${set !== '' && html`<br><code>${set}</code>`}${configure !== undefined && html`<br>configured by <code>${configure}</code>`}${command !== undefined && html`<br>started by <code>${command}</code>`}</dd></div>`;
}

function hero(result: ExperimentResult, comparison: Comparison): Markup {
  const { name, title, why, reasons, base, variant, answers, startedAt } = result;
  const finding = findingOf(result);
  const list = (sentences: string[]) =>
    html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  const rest = reasons.slice(mostReasons);
  return html`<header class="${findingTones[finding]}">
    <p class="masthead"><b>Footfall</b><span>experiment ${name}</span><span>${dateText(startedAt, 'minute')}</span><span class="url">variant compared with base</span></p>
    <p class="verdict">${outcomeIcon(findingTones[finding])}${findingWords[finding]}</p>
    <h1>${title}</h1>
    <p class="lead">${why}</p>
    <div class="reasons">${list([...(finding === 'other answers' ? [answersText(answers)] : []), ...reasons.slice(0, mostReasons)])}
      ${rest.length > 0 && html`<details><summary>${formatCount(rest.length)} more</summary>${list(rest)}</details>`}
    </div>
    <dl class="facts">${sideFact('Base', base)}${sideFact('Variant', variant)}</dl>
    <p class="how">${methodText(comparison)}.</p>
    ${comparison.notes.map((note) => html`<p class="warning">${note}</p>`)}
  </header>`;
}

/** Whether both sides give the same answers, and where they differ. */
function answerSection({ answers }: ExperimentResult): Markup {
  const { differences = [] } = answers.found ?? {};
  const more = differences.length - mostDifferences;
  return html`<section>
    <h2>Answers</h2>
    <p class="lead">${answersText(answers)} After the load, requests that users had sent to the base were sent to both again.</p>
    ${
      differences.length > 0 &&
      html`<table class="answers stacked"><thead><tr><th scope="col">Request</th><th scope="col">Where</th><th scope="col">Base</th><th scope="col">Variant</th></tr></thead>
      <tbody>${differences
        .slice(0, mostDifferences)
        .map(
          ({ request, at, base, variant }) =>
            html`<tr><th scope="row"><code>${request.slice(0, 300)}</code></th><td><code>${at}</code></td><td><code>${base}</code></td><td><code>${variant}</code></td></tr>`,
        )}</tbody></table>`
    }
    ${more > 0 && html`<p class="lead">… and ${formatCount(more)} more in experiment.json.</p>`}
  </section>`;
}

/** An experiment as one HTML file: its result, whether the answers are the same, and all metrics of the comparison. */
export function renderExperimentHtml(result: ExperimentResult, comparison: Comparison): string {
  return htmlDocument({
    title: `${findingWords[findingOf(result)]}: ${result.title}`,
    style: html`${comparisonStyle}${experimentStyle}`,
    body: html`${hero(result, comparison)}
<main class="${findingTones[findingOf(result)]}">
${answerSection(result)}
${comparisonSections(comparison)}
</main>
<footer>Footfall, experiment ${result.name}. Rendered from experiment.json and comparison.json, which contain every figure on this page.</footer>`,
  });
}
