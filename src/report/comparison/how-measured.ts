import type { Comparison } from '../../sample/comparison.ts';
import { formatShare } from '../../words/units.ts';
import { html, type Markup } from '../html/markup.ts';
import { browserText, machineText, methodText, sideText } from './measured.ts';
import { marginText } from './words.ts';

const methodWords = {
  'side by side':
    'Both versions ran at the same time, and each user ran each journey on both in turn, with the same queries. The two answers to the same query are compared, so anything that slows the machine slows both.',
  'stored runs':
    'Two separate runs, each under the machine conditions at the time. Only a side-by-side comparison can distinguish small changes from these conditions.',
};

function facts(comparison: Comparison): [string, string][] {
  const { method, base, head, environment, workload, seed, confidence } = comparison;
  return [
    ['Method', `${methodText(comparison)}. ${methodWords[method]}`],
    [
      'When a change counts',
      `Above ${marginText(comparison)}, whichever is larger for the step, at ${formatShare(confidence)} confidence. An interval wholly above the margin is slower, wholly below it faster, wholly inside it no change; otherwise the change is unresolved.`,
    ],
    ['Base', `${sideText(base)}, ${base.url}`],
    ['Head', `${sideText(head)}, ${head.url}`],
    [
      'Measuring machine',
      `${machineText(comparison)}, ${environment.os}, Node ${environment.node}. ${method === 'side by side' ? 'Base and head share it.' : 'The machine of the head run.'}`,
    ],
    ['Browser', browserText(comparison)],
    ['To reproduce', `workload ${workload}, seed ${seed}`],
  ];
}

/** How the comparison was measured. */
export function howMeasuredSection(comparison: Comparison): Markup {
  return html`<section>
    <h2>How it was measured</h2>
    <dl class="facts">${facts(comparison).map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}
