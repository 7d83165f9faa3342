import { html, type TemplateResult } from 'lit';
import { categoryLabel, SHELVES, type Shelf } from './categories.ts';
import { searchHref } from './route.ts';

const EXAMPLES = ['small boat', 'walk slowly', 'a feeling of joy', 'light from the sun'];

/** The front page: a short introduction, example queries, and all categories. */
export function homeView(): TemplateResult {
  return html`
    <section class="hero">
      <div class="hero-inner">
        <h1 tabindex="-1">Find the word for what you mean</h1>
        <p class="lead">
          Search English by word or by definition, then follow a meaning to its wider, narrower and opposite ones.
        </p>
        <p class="examples">
          <span>Try</span> ${EXAMPLES.map((q) => html`<a class="example" href=${searchHref({ q })}>${q}</a> `)}
        </p>
      </div>
    </section>
    <section class="shelves" aria-labelledby="browse">
      <h2 id="browse">Browse by category</h2>
      <div class="shelf-grid">${SHELVES.map(shelfTemplate)}</div>
    </section>
  `;
}

function shelfTemplate(shelf: Shelf): TemplateResult {
  return html`
    <section class="shelf">
      <h3>${shelf.title}</h3>
      <ul class="chips">
        ${shelf.categories.map(
          (category) => html`
            <li>
              <a class="chip" data-testid="browse" href=${searchHref({ category, sort: 'title' })}
                >${categoryLabel(category)}</a
              >
            </li>
          `,
        )}
      </ul>
    </section>
  `;
}
