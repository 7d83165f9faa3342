import { html, type Markup } from './markup.ts';

const mostLines = 60;
/** Characters per line. */
const mostLetters = 2000;

/** Code or a query, unchanged so that it can be copied; very long code is cut off. */
export function codeBlock(code: string): Markup {
  const lines = code.replace(/\r\n?/g, '\n').replace(/\t/g, '  ').trimEnd().split('\n');
  const cutLine = (line: string) => (line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line);
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  // Line breaks must be part of the template: those in the text would become spaces.
  return html`<pre><code>${shown.map((line, index) => (index === 0 ? html`${cutLine(line)}` : html`\n${cutLine(line)}`))}</code></pre>`;
}
