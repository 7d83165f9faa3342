import { html, nothing, type TemplateResult } from 'lit';
import type { SearchAnswer } from '../../server/api.ts';
import { type Search, searchHref } from './route.ts';

/** Suggests what to do if there are no results, depending on the search. */
export function noResultsTemplate(search: Search, answer: SearchAnswer): TemplateResult {
  const isFiltered = search.pos !== '' || search.category !== '';
  const isBeyondEnd = answer.total > 0;
  return html`
    <div class="no-results">
      <p>${isBeyondEnd ? 'This page does not exist.' : 'No entries match.'} You could</p>
      <ul>
        ${isBeyondEnd ? html`<li><a href=${searchHref({ ...search, page: 1 })}>go to the first page</a></li>` : nothing}
        ${
          isFiltered && search.q !== ''
            ? html`<li><a href=${searchHref({ q: search.q })}>search without filters</a></li>`
            : nothing
        }
        ${
          search.q === ''
            ? nothing
            : html`
                <li>check the spelling, or use fewer words</li>
                <li>describe the meaning in plain words, such as <a href=${searchHref({ q: 'small boat' })}>small boat</a></li>
              `
        }
        <li><a href="/">browse by category</a></li>
      </ul>
    </div>
  `;
}
