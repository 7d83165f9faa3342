import type { Analysis } from '../../sample/analysis.ts';
import { deliveredLimit } from '../../sample/validity-limits.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import {
  contaminatedByText,
  doubtLines,
  isContaminated,
  isErrorDoubtful,
  lostUserLines,
  measuringErrorSource,
  measuringErrorText,
} from '../trust.ts';
import { type Content, html, type Markup } from './markup.ts';

interface Fact {
  name: string;
  figure: string;
  note: Content;
  /** Whether the fact casts doubt on the figures. */
  doubtful: boolean;
}

function errorFact(analysis: Analysis): Fact {
  const { measuringError } = analysis;
  return {
    name: 'Measurement error',
    figure: measuringErrorText(analysis) ?? 'not calibrated',
    note:
      measuringError === undefined
        ? html`run <code>npx footfall calibrate</code> to measure it on this machine`
        : `for 95 of 100 steps on this machine, ${measuringErrorSource(analysis)}`,
    doubtful: isErrorDoubtful(analysis),
  };
}

function usersFact({ load, run }: Analysis): Fact | undefined {
  const { activeUsers, littleUsers, deliveredShare } = load;
  if (activeUsers === undefined) return undefined;
  return {
    name: 'Users, counted in two ways',
    figure: `${formatCount(activeUsers.median)}${littleUsers === undefined ? '' : ` and ${formatCount(littleUsers)}`}`,
    note: `counted (at least ${formatCount(activeUsers.min)} at all times)${littleUsers === undefined ? '' : ' and by Little’s law from the steps alone'}${deliveredShare === undefined ? '' : `; ${formatShare(deliveredShare)} of the load delivered`}`,
    doubtful: activeUsers.min < run.users || (deliveredShare ?? 1) < deliveredLimit,
  };
}

function contaminatedFact(analysis: Analysis): Fact {
  const { contaminatedShare, thresholdsFrom } = analysis.generator;
  const name = 'Contaminated steps';
  if (contaminatedShare === undefined) {
    return { name, figure: 'unknown', note: 'the measuring machine could not be monitored', doubtful: true };
  }
  const by = contaminatedByText(analysis);
  return {
    name,
    figure: formatShare(contaminatedShare),
    note: `ran while the measuring machine was too busy${by === '' ? '' : `: ${by}`}; ${thresholdsFrom === 'calibration' ? 'thresholds from its calibration' : 'default thresholds'}`,
    doubtful: isContaminated(analysis),
  };
}

/** What supports the figures and what casts doubt on them, in one row. */
export function trustFacts(analysis: Analysis): Markup {
  const facts = [errorFact(analysis), usersFact(analysis), contaminatedFact(analysis)];
  return html`<div class="trust">
    <h2>How reliable these numbers are</h2>
    <dl>${facts.map(
      (fact) =>
        fact !== undefined &&
        html`<div${fact.doubtful && html` class="doubtful"`}><dt>${fact.name}</dt><dd><b>${fact.figure}</b><span>${fact.note}</span></dd></div>`,
    )}</dl>
    ${lostUsers(analysis)}
    ${doubts(analysis)}
  </div>`;
}

const mostReasons = 5;

function doubts(analysis: Analysis): Markup | undefined {
  const lines = doubtLines(analysis);
  if (lines.length === 0) return undefined;
  const more = lines.length - mostReasons;
  return html`<div class="warning"><b>Some steps may not be what they seem.</b>
    <ul>${lines.slice(0, mostReasons).map((line) => html`<li>${line}</li>`)}</ul>
    ${more > 0 && html`<p>${formatCount(more)} more in analysis.json.</p>`}
    ${analysis.misfits?.map(
      ({ picture, journey, step }) =>
        picture &&
        html`<figure class="misfit"><img loading="lazy" src="${picture}" alt=""><figcaption>What the page showed at ${journey} › ${step}</figcaption></figure>`,
    )}
  </div>`;
}

function lostUsers(analysis: Analysis): Markup | undefined {
  const count = analysis.lostUsers.length;
  if (count === 0) return undefined;
  const lines = lostUserLines(analysis);
  const more = lines.length - mostReasons;
  return html`<div class="warning"><b>${count === 1 ? 'One user was' : `${formatCount(count)} users were`} lost before the end of the run.</b>
    <ul>${lines.slice(0, mostReasons).map((line) => html`<li>${line}</li>`)}</ul>
    ${more > 0 && html`<p>${formatCount(more)} more in analysis.json.</p>`}
  </div>`;
}
