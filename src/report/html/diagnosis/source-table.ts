import type { TelemetryAnalysis } from '../../../sample/diagnosis.ts';
import { sourceWord } from '../../source-words.ts';
import { html, type Markup } from '../markup.ts';

type Source = TelemetryAnalysis['sources'][number];

const statusWords: Record<Source['status'], string> = {
  read: 'read',
  partly: 'partly read',
  unreachable: 'could not be read',
};
const rank = { unreachable: 0, partly: 1, read: 2 };
const mostSources = 40;

/** Each source, its status and what to grant if something is missing; missing sources come first. */
export function sourceTable(sources: Source[]): Markup | undefined {
  if (sources.length === 0) return undefined;
  const sorted = sources.toSorted((a, b) => rank[a.status] - rank[b.status]);
  return html`<h3>Telemetry sources</h3>
    <table class="stacked sources">
      <thead><tr><th scope="col">Source</th><th scope="col">Status</th><th scope="col">What is missing, and how to grant it</th></tr></thead>
      <tbody>${sorted.slice(0, mostSources).map(
        ({ source, status, message, grant }) => html`<tr>
          <th scope="row">${sourceWord(source).slice(0, 120)}</th>
          <td class="${status}">${statusWords[status]}</td>
          <td class="script">${message !== undefined && message.slice(0, 500)}${grant !== undefined && html`<code class="grant">${grant.slice(0, 500)}</code>`}</td></tr>`,
      )}</tbody>
    </table>`;
}
