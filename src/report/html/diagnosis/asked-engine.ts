import type { SlowQuery } from '../../../sample/diagnosis.ts';
import { formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { asSentence } from '../../advice-words.ts';
import { html, type Markup } from '../markup.ts';
import { treeList } from './tree-list.ts';

type Asked = SlowQuery['engine'][number];

const mostAsked = 5;

function facts({ durationMs, aloneMs, queryMs, summaryMs, hits, coverage }: Asked): [string, string][] {
  const duration = (name: string, ms: number | undefined): [string, string][] =>
    ms === undefined ? [] : [[name, formatDuration(ms)]];
  return [
    ...duration('as seen by the product', durationMs),
    ...duration('sent alone', aloneMs),
    ...duration('finding and ranking', queryMs),
    ...duration('fetching summaries', summaryMs),
    ...(hits === undefined ? [] : ([['hits', formatCount(hits)]] satisfies [string, string][])),
    ...(coverage === undefined
      ? []
      : ([['documents searched', formatShare(coverage)]] satisfies [string, string][])),
  ];
}

/** Problems with the answer: it is partial, degraded or an error. */
function complaints({ coverage, degraded = [], errors = [] }: Asked): string[] {
  const partial = coverage !== undefined && coverage < 1;
  const because = degraded.length > 0 ? ` (${degraded.join(', ')})` : '';
  return [
    ...(partial
      ? [`The answer is partial: ${formatShare(coverage)} of the documents were searched${because}.`]
      : because !== ''
        ? [`The answer is degraded${because}.`]
        : []),
    ...errors.map((error) => `Error: ${asSentence(error)}`),
  ];
}

function ask(asked: Asked): Markup {
  const { url, trace, finding } = asked;
  return html`<div class="asking">
      <p><code>${url.slice(0, 1000)}</code>${finding !== undefined && html`<span class="finding">${asSentence(finding.slice(0, 500))}</span>`}</p>
      <ul class="values">${facts(asked).map(([name, value]) => html`<li>${name} <b>${value}</b></li>`)}</ul>
      ${complaints(asked)
        .slice(0, 5)
        .map((text) => html`<p class="warning">${text.slice(0, 500)}</p>`)}
      ${trace && treeList(trace, 'The search engine’s trace')}
    </div>`;
}

/** The search engine queries of the request, and where their time went. */
export function askedEngine({ engine }: SlowQuery): Markup | undefined {
  if (engine.length === 0) return undefined;
  const more = engine.length - mostAsked;
  return html`<h3>Search engine queries</h3>
    ${engine.slice(0, mostAsked).map(ask)}
    ${more > 0 && html`<p class="rest">${formatCount(more)} more in analysis.json.</p>`}`;
}
