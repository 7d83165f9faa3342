import type { TelemetryAnalysis } from '../../../sample/diagnosis.ts';
import { formatCount } from '../../../words/units.ts';
import { html, type Markup } from '../markup.ts';

const mostLines = 10;

/** Errors in the product's logs during the steady state. */
export function logErrorList(logs: TelemetryAnalysis['logErrors']): Markup | undefined {
  const withErrors = logs.filter(({ errors }) => errors > 0);
  if (withErrors.length === 0) return undefined;
  return html`<h3>Errors in the product’s logs</h3>
    ${withErrors.map(
      ({ file, errors, lines }) => html`<div class="log">
      <p><b>${formatCount(errors)}</b> ${errors === 1 ? 'line' : 'lines'} in <code>${file.slice(0, 200)}</code></p>
      <ul>${lines.slice(0, mostLines).map((text) => html`<li><code>${text.slice(0, 300)}</code></li>`)}</ul>
    </div>`,
    )}`;
}
