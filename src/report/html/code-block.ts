import { html, type Markup } from './markup.ts';

const mostLines = 60;
/** Of a line. */
const mostLetters = 2000;

/** Several lines of code or of a query as they are, to read and to copy; very long ones are cut off. */
export function codeBlock(code: string): Markup {
  const lines = code.replace(/\r\n?/g, '\n').replace(/\t/g, '  ').trimEnd().split('\n');
  const cutLine = (line: string) => (line.length > mostLetters ? `${line.slice(0, mostLetters)}…` : line);
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  // A line break in the template itself: those of the text would become blanks.
  return html`<pre><code>${shown.map((line, index) => (index === 0 ? html`${cutLine(line)}` : html`\n${cutLine(line)}`))}</code></pre>`;
}
