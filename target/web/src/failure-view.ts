import { html, type TemplateResult } from 'lit';
import type { AnswerError } from './answers.ts';

/** A failed request: the reason, and what to do next. Invalid requests cannot be retried. */
export function failedView(error: AnswerError, retry: () => void): TemplateResult {
  const isInvalidRequest = error.status !== undefined && error.status < 500;
  return html`
    <section class="message">
      <h1 tabindex="-1">Something went wrong</h1>
      <p>${error.message}</p>
      <p>
        ${
          isInvalidRequest
            ? html`<a class="action" href="/">Go to the front page</a>`
            : html`<button class="action" type="button" @click=${retry}>Try again</button>`
        }
      </p>
    </section>
  `;
}

/** A URL without a page. */
export function missingView(): TemplateResult {
  return html`
    <section class="message">
      <h1 tabindex="-1">Page not found</h1>
      <p>The address may be mistyped, or the entry is not in this dictionary.</p>
      <p><a class="action" href="/">Go to the front page</a></p>
    </section>
  `;
}
