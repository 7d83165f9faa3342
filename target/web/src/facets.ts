import { html, nothing, type TemplateResult } from 'lit';
import type { FacetValue, PartOfSpeech, SearchAnswer } from '../../server/api.ts';
import { categoryLabel, isCategoryOf } from './categories.ts';
import { type Search, searchHref } from './route.ts';
import { formatCount, partOfSpeechPlural } from './view-words.ts';

/** How many values of a facet are shown; the rest is collapsed. */
const SHOWN_VALUES = 8;

interface Facet {
  name: 'pos' | 'category';
  title: string;
  active: string;
  values: FacetValue[];
  label: (value: string) => string;
  search: (value: string) => Search;
}

/** The filters of the results, with links to remove them. */
export function facetsTemplate(search: Search, answer: SearchAnswer): TemplateResult | typeof nothing {
  const facets: Facet[] = [
    {
      name: 'pos',
      title: 'Part of speech',
      active: search.pos,
      values: answer.facets.partOfSpeech,
      label: partOfSpeechPlural,
      search: (value) => narrowed({ ...search, pos: value as PartOfSpeech | '' }, 'category'),
    },
    {
      name: 'category',
      title: 'Category',
      active: search.category,
      values: answer.facets.category,
      label: categoryLabel,
      search: (value) => narrowed({ ...search, category: value }, 'pos'),
    },
  ];
  const offered = facets.filter((facet) => facet.values.length > 0 || facet.active !== '');
  if (offered.length === 0) return nothing;
  return html`<aside class="facets" aria-label="Filters">${offered.map(facetTemplate)}</aside>`;
}

/** The first page of the narrowed search; if no entry can satisfy both filters, the earlier one is removed. */
function narrowed(search: Search, earlier: 'pos' | 'category'): Search {
  const { pos, category } = search;
  const isPossible = pos === '' || category === '' || isCategoryOf(category, pos);
  return isPossible ? { ...search, page: 1 } : { ...search, [earlier]: '', page: 1 };
}

function facetTemplate(facet: Facet): TemplateResult {
  const values = activeFirst(facet);
  const rest = values.slice(SHOWN_VALUES);
  return html`
    <nav class="facet" aria-label=${facet.title}>
      <div class="facet-head">
        <h2>${facet.title}</h2>
        ${facet.active === '' ? nothing : html`<a class="clear" href=${searchHref(facet.search(''))}>Clear</a>`}
      </div>
      <ul>
        ${values.slice(0, SHOWN_VALUES).map((value) => valueTemplate(facet, value))}
      </ul>
      ${
        rest.length === 0
          ? nothing
          : html`
              <details>
                <summary>${rest.length} more</summary>
                <ul>
                  ${rest.map((value) => valueTemplate(facet, value))}
                </ul>
              </details>
            `
      }
    </nav>
  `;
}

/** Keeps the chosen value visible, even on a narrow screen and if the response no longer counts it. */
function activeFirst({ active, values }: Facet): FacetValue[] {
  if (active === '') return values;
  const found = values.find(({ value }) => value === active) ?? { value: active, count: 0 };
  return [found, ...values.filter(({ value }) => value !== active)];
}

function valueTemplate(facet: Facet, { value, count }: FacetValue): TemplateResult {
  const isActive = value === facet.active;
  return html`
    <li>
      <a
        data-testid="facet"
        data-facet=${facet.name}
        data-value=${value}
        href=${searchHref(facet.search(isActive ? '' : value))}
        aria-current=${isActive ? 'true' : nothing}
        ><span>${facet.label(value)}</span> <span class="facet-count">${formatCount(count)}</span></a
      >
    </li>
  `;
}
