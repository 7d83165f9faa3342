import type { Analysis } from '../../sample/analysis.ts';
import { bearsPercentile, bearsTypical } from '../../words/enough-samples.ts';
import { formatCount, formatDuration, howMany } from '../../words/units.ts';
import { dateText } from '../date-text.ts';
import { headlineText, mainGroup, outcomeWords } from '../headline.ts';
import { warnings } from '../warnings.ts';
import { html, type Markup } from './markup.ts';
import { outcomeIcon } from './outcome.ts';
import { trustFacts } from './trust.ts';

const mostReasons = 5;

/** Keeps numbers on one line with their unit. */
const unbroken = (text: string) => text.replace(/(?<=\d) (?=(?:ms|s|min|h|%)(?!\w))/g, '\u00a0');

function keyFigure(name: string, figure: string, note: string): Markup {
  return html`<div><dt>${name}</dt><dd><b>${figure}</b><span>${note}</span></dd></div>`;
}

function keyFigures({ load, run, groups }: Analysis): Markup {
  const { what, measured } = mainGroup(groups);
  const all = groups.find(({ group }) => group === 'all');
  const { documents } = run.target;
  return html`<dl class="key-figures">
    ${load.activeUsers && keyFigure('Active users', formatCount(load.activeUsers.min), `at all times; ${formatCount(run.users)} configured`)}
    ${
      measured?.latencyMs &&
      (bearsTypical(measured.samples)
        ? keyFigure(
            `Typical ${what} (p50)`,
            formatDuration(measured.latencyMs.p50),
            `half of ${formatCount(measured.samples)} took longer`,
          )
        : keyFigure(
            `Slowest ${what}`,
            formatDuration(measured.latencyMs.max),
            `${formatCount(measured.samples)} measured`,
          ))
    }
    ${measured?.latencyMs && bearsPercentile(measured.samples, 99) && keyFigure(`Slow ${what} (p99)`, formatDuration(measured.latencyMs.p99), `1 in 100 took longer; ${formatCount(measured.samples)} measured`)}
    ${all && all.samples > 0 && keyFigure('No answer', formatCount(all.errors), `of ${howMany(all.samples, 'step')}`)}
    ${documents !== undefined && keyFigure('Documents', formatCount(documents), 'in the product under test')}
  </dl>`;
}

/** The top of the page: the result of the run in one sentence and five figures, and how reliable they are. */
export function hero(analysis: Analysis): Markup {
  const { run, verdict } = analysis;
  const text = unbroken(headlineText(analysis));
  const list = (reasons: string[]) => html`<ul>${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;
  const rest = verdict.reasons.slice(mostReasons);
  return html`<header class="${verdict.outcome}">
    <p class="masthead"><b>Footfall</b><span>${run.workload}</span><span>${dateText(run.startedAt, 'minute')}</span><span class="url">${run.target.url}</span></p>
    <p class="verdict">${outcomeIcon(verdict.outcome)}${outcomeWords[verdict.outcome]}</p>
    <h1>${text.charAt(0).toUpperCase()}${text.slice(1)}.</h1>
    <div class="reasons">${list(verdict.reasons.slice(0, mostReasons))}
      ${rest.length > 0 && html`<details><summary>${formatCount(rest.length)} more</summary>${list(rest)}</details>`}
    </div>
    ${keyFigures(analysis)}
    ${trustFacts(analysis)}
    ${warnings(analysis).map((warning) => html`<p class="warning">${warning}</p>`)}
  </header>`;
}
