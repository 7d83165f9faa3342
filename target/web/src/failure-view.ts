import { html, type TemplateResult } from 'lit';
import type { AnswerError } from './answers.ts';

/** An answer that did not come: why, and a way on. What was asked wrongly is not asked again. */
export function failedView(error: AnswerError, retry: () => void): TemplateResult {
  const isAskedWrongly = error.status !== undefined && error.status < 500;
  return html`
    <section class="message">
      <h1 tabindex="-1">This did not work</h1>
      <p>${error.message}</p>
      <p>
        ${
          isAskedWrongly
            ? html`<a class="action" href="/">Go to the front page</a>`
            : html`<button class="action" type="button" @click=${retry}>Try again</button>`
        }
      </p>
    </section>
  `;
}

/** An address without a page. */
export function missingView(): TemplateResult {
  return html`
    <section class="message">
      <h1 tabindex="-1">There is no page here</h1>
      <p>The address may be mistyped, or the entry is not in this dictionary.</p>
      <p><a class="action" href="/">Go to the front page</a></p>
    </section>
  `;
}
