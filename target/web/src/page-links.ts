import { html, nothing, type TemplateResult } from 'lit';
import type { SearchAnswer } from '../../server/api.ts';
import { type Search, searchHref } from './route.ts';
import { formatCount } from './view-words.ts';

/** Later results cannot be requested: Vespa limits `offset` to 1000 by default. */
const REACHABLE_RESULTS = 1000;

/** Links to the adjacent result pages, the first and the last. */
export function pageLinksTemplate(search: Search, answer: SearchAnswer): TemplateResult | typeof nothing {
  const lastPage = Math.ceil(Math.min(answer.total, REACHABLE_RESULTS) / answer.pageSize);
  if (lastPage < 2 || answer.page > lastPage) return nothing;
  const { page } = answer;
  return html`
    <nav class="pages" aria-label="Pages">
      ${page > 1 ? stepTemplate(search, page - 1, 'prev') : nothing}
      <ol>
        ${pagesAround(page, lastPage).map((shown, index, all) => numberTemplate(search, shown, page, all[index - 1]))}
      </ol>
      ${page < lastPage ? stepTemplate(search, page + 1, 'next') : nothing}
    </nav>
  `;
}

/** The page numbers to show, in order. */
function pagesAround(page: number, lastPage: number): number[] {
  const candidates = [1, page - 1, page, page + 1, lastPage];
  if (page === 1) candidates.push(3);
  if (page === lastPage) candidates.push(lastPage - 2);
  const inRange = candidates.filter((candidate) => candidate >= 1 && candidate <= lastPage);
  return [...new Set(inRange)].sort((a, b) => a - b);
}

function numberTemplate(
  search: Search,
  shown: number,
  page: number,
  before: number | undefined,
): TemplateResult {
  const isAfterGap = before !== undefined && shown - before > 1;
  return html`
    ${isAfterGap ? html`<li class="gap" aria-hidden="true">…</li>` : nothing}
    <li>
      <a
        data-testid="page"
        data-page=${shown}
        href=${searchHref({ ...search, page: shown })}
        aria-label="Page ${shown}"
        aria-current=${shown === page ? 'page' : nothing}
        >${formatCount(shown)}</a
      >
    </li>
  `;
}

function stepTemplate(search: Search, page: number, rel: 'prev' | 'next'): TemplateResult {
  const isNext = rel === 'next';
  return html`
    <a
      class="step"
      rel=${rel}
      data-testid="page"
      data-page=${page}
      href=${searchHref({ ...search, page })}
      aria-label=${isNext ? 'Next page' : 'Previous page'}
      >${isNext ? html`<span>Next</span> →` : html`← <span>Previous</span>`}</a
    >
  `;
}
