import type { Verdict } from '../../sample/analysis.ts';
import { html, type Markup } from './markup.ts';

type Outcome = Verdict['outcome'] | 'warn';

const words: Record<Outcome, string> = {
  pass: 'passed',
  fail: 'failed',
  warn: 'warning',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
};

/** An icon with a distinct shape, so that the outcome does not depend on colour alone. */
export function outcomeIcon(outcome: Outcome): Markup {
  const shapes = {
    pass: html`<path d="M4.6 8.4l2.3 2.3 4.6-5"/>`,
    fail: html`<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>`,
    warn: html`<path d="M8 4.2v4.6M8 11.6v.1"/>`,
    inconclusive: html`<path d="M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6v.1"/>`,
    invalid: html`<path d="M3.5 12.5l9-9"/>`,
  };
  return html`<svg class="icon ${outcome}" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.25"/>${shapes[outcome]}</svg>`;
}

/** The icon and the word. */
export function outcomeLabel(outcome: Outcome): Markup {
  return html`<span class="outcome ${outcome}">${outcomeIcon(outcome)}${words[outcome]}</span>`;
}
