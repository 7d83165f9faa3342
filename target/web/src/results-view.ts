import { html, nothing, type TemplateResult } from 'lit';
import type { SearchAnswer, SearchResult, Sort, TextPart } from '../../server/api.ts';
import { categoryLabel } from './categories.ts';
import { facetsTemplate } from './facets.ts';
import { noResultsTemplate } from './no-results.ts';
import { pageLinksTemplate } from './page-links.ts';
import { documentHref, type Search, searchHref } from './route.ts';
import { countOf, headingOf } from './view-words.ts';

const SORTS: { sort: Sort; label: string }[] = [
  { sort: 'relevance', label: 'Best match' },
  { sort: 'title', label: 'A–Z' },
];

/** The search results, with facets, sort order and page links. */
export function resultsView(search: Search, answer: SearchAnswer): TemplateResult {
  const isEmpty = answer.results.length === 0;
  return html`
    <div class="found-head">
      <h1 tabindex="-1">${headingOf(search)}</h1>
      <p class="count">${countOf(answer)}</p>
      ${isEmpty ? nothing : sortTemplate(search)}
    </div>
    ${facetsTemplate(search, answer)}
    <div class="found">
      ${didYouMeanTemplate(answer)}
      ${isEmpty ? noResultsTemplate(search, answer) : resultListTemplate(answer)}
      ${pageLinksTemplate(search, answer)}
    </div>
  `;
}

function sortTemplate(search: Search): TemplateResult {
  return html`
    <nav class="sort" aria-label="Sort">
      ${SORTS.map(
        ({ sort, label }) => html`
          <a
            data-testid="sort"
            data-value=${sort}
            href=${searchHref({ ...search, sort, page: 1 })}
            aria-current=${sort === search.sort ? 'true' : nothing}
            >${label}</a
          >
        `,
      )}
    </nav>
  `;
}

function didYouMeanTemplate(answer: SearchAnswer): TemplateResult | typeof nothing {
  if (answer.didYouMean === undefined) return nothing;
  const href = searchHref({ q: answer.didYouMean });
  return html`
    <p class="did-you-mean">
      Did you mean <a data-testid="did-you-mean" href=${href}>${answer.didYouMean}</a>?
    </p>
  `;
}

function resultListTemplate(answer: SearchAnswer): TemplateResult {
  const start = (answer.page - 1) * answer.pageSize + 1;
  return html`<ol class="results-list" start=${start}>${answer.results.map(resultTemplate)}</ol>`;
}

function resultTemplate(result: SearchResult): TemplateResult {
  return html`
    <li class="result">
      <h2><a data-testid="result" href=${documentHref(result.id)}>${result.title}</a></h2>
      <p class="kind">${result.partOfSpeech} · ${categoryLabel(result.category)}</p>
      <p class="snippet">${result.snippet.map(textPartTemplate)}</p>
    </li>
  `;
}

function textPartTemplate(part: TextPart): TemplateResult | string {
  return part.match ? html`<mark>${part.text}</mark>` : part.text;
}
