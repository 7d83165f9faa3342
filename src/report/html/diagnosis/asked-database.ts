import type { SlowQuery } from '../../../sample/diagnosis.ts';
import { formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { asSentence } from '../../advice-words.ts';
import { codeBlock } from '../code-block.ts';
import { html, type Markup } from '../markup.ts';
import { treeList } from './tree-list.ts';

type Statement = SlowQuery['statements'][number];

const mostStatements = 10;
const mostValues = 20;

function values({ values: given = [] }: Statement): Markup | undefined {
  if (given.length === 0) return undefined;
  const more = given.length - mostValues;
  return html`<ul class="values">${given.slice(0, mostValues).map((value, index) => html`<li><code>$${index + 1} = ${value.slice(0, 200)}</code></li>`)}${more > 0 && html`<li>and ${formatCount(more)} more</li>`}</ul>`;
}

function statement(one: Statement): Markup {
  const { text, calls, durationMs, plan, finding } = one;
  return html`<div class="asking">
      <p>${durationMs !== undefined && html`<b>${formatDuration(durationMs)}</b> in `}${howMany(calls, 'call')}${finding !== undefined && html`<span class="finding">${asSentence(finding.slice(0, 500))}</span>`}</p>
      ${codeBlock(text.slice(0, 4000))}
      ${values(one)}
      ${plan && treeList(plan, 'PostgreSQL’s plan')}
    </div>`;
}

/** The database statements of the request, with their parameter values and query plans. */
export function askedDatabase({ statements }: SlowQuery): Markup | undefined {
  if (statements.length === 0) return undefined;
  const more = statements.length - mostStatements;
  return html`<h3>Database statements</h3>
    ${statements.slice(0, mostStatements).map(statement)}
    ${more > 0 && html`<p class="rest">${formatCount(more)} more in analysis.json.</p>`}`;
}
