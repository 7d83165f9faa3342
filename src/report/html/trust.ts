import type { Analysis } from '../../sample/analysis.ts';
import { deliveredLimit } from '../../sample/validity-limits.ts';
import { formatCount, formatDuration, formatShare } from '../../words/units.ts';
import {
  contaminatedByText,
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
  /** Set when the fact speaks against the figures. */
  doubtful: boolean;
}

function errorFact(analysis: Analysis): Fact {
  const { measuringError } = analysis;
  return {
    name: 'Measuring error',
    figure: measuringErrorText(analysis) ?? 'not calibrated',
    note:
      measuringError === undefined
        ? html`<code>npx footfall calibrate</code> tells this machine’s own error`
        : `for 95 of 100 steps on this machine, ${measuringErrorSource(analysis)}`,
    doubtful: isErrorDoubtful(analysis),
  };
}

function usersFact({ load, run }: Analysis): Fact | undefined {
  const { activeUsers, littleUsers, deliveredShare } = load;
  if (activeUsers === undefined) return undefined;
  return {
    name: 'Users, counted twice',
    figure: `${formatCount(activeUsers.median)}${littleUsers === undefined ? '' : ` and ${formatCount(littleUsers)}`}`,
    note: `counted, at least ${formatCount(activeUsers.min)} at every moment${littleUsers === undefined ? '' : ', and by Little’s law from the steps alone'}${deliveredShare === undefined ? '' : `; ${formatShare(deliveredShare)} of the load delivered`}`,
    doubtful: activeUsers.min < run.users || (deliveredShare ?? 1) < deliveredLimit,
  };
}

function contaminatedFact(analysis: Analysis): Fact {
  const { contaminatedShare, thresholdsFrom } = analysis.generator;
  const name = 'Contaminated steps';
  if (contaminatedShare === undefined) {
    return { name, figure: 'not seen', note: 'the measuring machine could not be watched', doubtful: true };
  }
  const by = contaminatedByText(analysis);
  return {
    name,
    figure: formatShare(contaminatedShare),
    note: `ran while the measuring machine was too busy${by === '' ? '' : `, by ${by}`}; thresholds ${thresholdsFrom === 'calibration' ? 'from its calibration' : 'by default'}`,
    doubtful: isContaminated(analysis),
  };
}

function clocksFact({ clocks }: Analysis): Fact | undefined {
  const { users, server } = clocks ?? {};
  const name = 'Clocks agree within';
  const serverText = server && `the server’s within ±${formatDuration(server.boundMs)}`;
  if (users === undefined) {
    return (
      server && {
        name,
        figure: `±${formatDuration(server.boundMs)}`,
        note: 'server and runner',
        doubtful: false,
      }
    );
  }
  return {
    name,
    figure: `±${formatDuration(users.boundMs.max)}`,
    note: `pages and runner, ±${formatDuration(users.boundMs.median)} typically${serverText === undefined ? '' : `; ${serverText}`}`,
    doubtful: false,
  };
}

/** What speaks for the figures and what against them, in one row. */
export function trustFacts(analysis: Analysis): Markup {
  const facts = [errorFact(analysis), usersFact(analysis), contaminatedFact(analysis), clocksFact(analysis)];
  return html`<div class="trust">
    <h2>How far these numbers can be trusted</h2>
    <dl>${facts.map(
      (fact) =>
        fact !== undefined &&
        html`<div${fact.doubtful && html` class="doubtful"`}><dt>${fact.name}</dt><dd><b>${fact.figure}</b><span>${fact.note}</span></dd></div>`,
    )}</dl>
    ${lostUsers(analysis)}
  </div>`;
}

const mostReasons = 5;

function lostUsers(analysis: Analysis): Markup | undefined {
  const count = analysis.lostUsers.length;
  if (count === 0) return undefined;
  const lines = lostUserLines(analysis);
  const more = lines.length - mostReasons;
  return html`<div class="warning"><b>${count === 1 ? 'One user did' : `${formatCount(count)} users did`} not stay to the end.</b>
    <ul>${lines.slice(0, mostReasons).map((line) => html`<li>${line}</li>`)}</ul>
    ${more > 0 && html`<p>${formatCount(more)} more reasons stand in analysis.json.</p>`}
  </div>`;
}
