import type { Comparison } from '../../sample/comparison.ts';
import { formatShare } from '../../words/units.ts';
import { html, type Markup } from '../html/markup.ts';
import { browserText, machineText, methodText, sideText } from './measured.ts';
import { marginText } from './words.ts';

const methodWords = {
  'side by side':
    'Both versions were up at the same time, and each user walked each journey on both in turns, with the same queries. What is compared is the difference of the two answers to the same question, so whatever slows the machine slows both.',
  'stored runs':
    'Two separate runs, each with the mood its machine had at the time. Only a comparison side by side can tell small changes from that.',
};

function facts(comparison: Comparison): [string, string][] {
  const { method, base, head, environment, workload, seed, confidence } = comparison;
  return [
    ['Method', `${methodText(comparison)}. ${methodWords[method]}`],
    [
      'When a change counts',
      `Above ${marginText(comparison)}, whichever is larger for the step, at ${formatShare(confidence)} confidence. An interval wholly above the margin is slower, wholly below it faster, wholly inside it no change; else nobody can say yet.`,
    ],
    ['Base', `${sideText(base)}, ${base.url}`],
    ['Head', `${sideText(head)}, ${head.url}`],
    [
      'Measuring machine',
      `${machineText(comparison)}, ${environment.os}, Node ${environment.node}. ${method === 'side by side' ? 'Base and head share it.' : 'Of the head.'}`,
    ],
    ['Browser', browserText(comparison)],
    ['To repeat it', `workload ${workload}, seed ${seed}`],
  ];
}

/** How the comparison came about. */
export function howMeasuredSection(comparison: Comparison): Markup {
  return html`<section>
    <h2>How it was measured</h2>
    <dl class="facts">${facts(comparison).map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}
