import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentAnswer, RelatedGroup } from '../../server/api.ts';
import { categoryLabel } from './categories.ts';
import { documentHref, searchHref } from './route.ts';

/** How many documents of a relation are shown; the rest is collapsed. */
const SHOWN_DOCUMENTS = 8;

type RelatedDocument = RelatedGroup['documents'][number];

/** One entry: its meaning first, then examples and related entries. */
export function documentView(entry: DocumentAnswer): TemplateResult {
  return html`
    <article class="entry">
      <h1 tabindex="-1">${entry.title}</h1>
      ${factsTemplate(entry)}
      <p class="definition">${entry.definition}</p>
      ${examplesTemplate(entry.examples)}
      ${entry.related.filter((group) => group.documents.length > 0).map(relatedTemplate)}
    </article>
  `;
}

function factsTemplate(entry: DocumentAnswer): TemplateResult {
  const synonyms = entry.words.filter((word) => word !== entry.title);
  return html`
    <dl class="facts">
      <div>
        <dt>Part of speech</dt>
        <dd><a href=${searchHref({ pos: entry.partOfSpeech, sort: 'title' })}>${entry.partOfSpeech}</a></dd>
      </div>
      <div>
        <dt>Category</dt>
        <dd>
          <a href=${searchHref({ category: entry.category, sort: 'title' })}>${categoryLabel(entry.category)}</a>
        </dd>
      </div>
      ${
        synonyms.length === 0
          ? nothing
          : html`
              <div>
                <dt>Synonyms</dt>
                ${synonyms.map((word) => html`<dd><a href=${searchHref({ q: word })}>${word}</a></dd>`)}
              </div>
            `
      }
    </dl>
  `;
}

function examplesTemplate(examples: string[]): TemplateResult | typeof nothing {
  if (examples.length === 0) return nothing;
  return html`
    <section class="examples-of-use">
      <h2>Examples</h2>
      <ul>
        ${examples.map((example) => html`<li><q>${example}</q></li>`)}
      </ul>
    </section>
  `;
}

function relatedTemplate(group: RelatedGroup): TemplateResult {
  const rest = group.documents.slice(SHOWN_DOCUMENTS);
  return html`
    <section class="related">
      <h2>${group.relation}</h2>
      ${relatedListTemplate(group.documents.slice(0, SHOWN_DOCUMENTS))}
      ${
        rest.length === 0
          ? nothing
          : html`
              <details>
                <summary>${rest.length} more</summary>
                ${relatedListTemplate(rest)}
              </details>
            `
      }
    </section>
  `;
}

function relatedListTemplate(documents: RelatedDocument[]): TemplateResult {
  return html`
    <ul>
      ${documents.map(
        (related) => html`
          <li>
            <a data-testid="related" href=${documentHref(related.id)}>${related.title}</a>
            <span>${related.definition}</span>
          </li>
        `,
      )}
    </ul>
  `;
}
