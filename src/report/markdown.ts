import type { Analysis, BudgetResult } from '../sample/analysis.ts';
import { budgetMeaning, budgetName, limitText, shownOutcome } from '../words/budget-words.ts';
import { formatCount, formatMeasure, howMany } from '../words/units.ts';
import { asSentence, placeText } from './advice-words.ts';
import { filmLines } from './film/film-text.ts';
import { headline, reasonsBeyondHeadline } from './headline.ts';
import { literal } from './markdown-text.ts';
import { doubtLines, errorLines, lostUserLines, trustLine } from './trust.ts';
import { warnings } from './warnings.ts';
import { whereTimeGoesText } from './where-time-goes.ts';
import { worstFirst } from './worst-first.ts';

/** Limits on rows and reasons that keep a pull request comment short enough to read. */
const mostUnmet = 20;
const mostReasons = 10;
const mostLost = 5;
const mostDoubts = 5;
const mostErrors = 5;
const mostAdvice = 3;

const marks = { pass: '✅', fail: '❌', inconclusive: '❔', invalid: '🚫', warn: '⚠️' };
function table(results: BudgetResult[]): string {
  const rows = results.map((result) => {
    const { metric, observed, samples, outcome } = result;
    const shown = shownOutcome(result);
    const meaning = outcome === 'fail' ? budgetMeaning(result) : '';
    const cells = [
      `${marks[shown]} ${shown === 'warn' ? 'warning' : shown}`,
      literal(`${budgetName(result)}${meaning && ` (${meaning})`}`),
      observed === undefined ? 'not measured' : formatMeasure(metric, observed),
      limitText(result),
      formatCount(samples),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| | budget | observed | limit | samples |', '| --- | --- | ---: | ---: | ---: |', ...rows].join(
    '\n',
  );
}

function adviceLines({ advice }: Analysis): string {
  return advice
    .slice(0, mostAdvice)
    .map((one) => {
      const { title, change } = one;
      return `- **${literal(title.slice(0, 200))}** (${placeText(one)}): ${literal(asSentence(change.what.slice(0, 300)))}`;
    })
    .join('\n');
}

/** A summary for a pull request: the verdict, the acceptance targets and every budget that is not met. */
export function renderMarkdown(analysis: Analysis): string {
  const { verdict, acceptance, budgets, run, whereTimeGoes, advice } = analysis;
  const unmet = worstFirst(budgets.filter(({ outcome }) => outcome !== 'pass'));
  const all = [...acceptance, ...budgets];
  const met = all.filter(({ outcome }) => outcome === 'pass').length;
  const reasons = reasonsBeyondHeadline(verdict).slice(0, mostReasons);
  const paragraphs = [
    `## ${marks[verdict.outcome]} ${literal(headline(analysis))}`,
    reasons.map((reason) => `- ${literal(reason)}`).join('\n'),
    acceptance.length > 0 && `### Acceptance\n\n${table(worstFirst(acceptance))}`,
    unmet.length > 0 && `### Budgets not met\n\n${table(unmet.slice(0, mostUnmet))}`,
    unmet.length > mostUnmet && `… and ${formatCount(unmet.length - mostUnmet)} more.`,
    all.length > 0 && `${formatCount(met)} of ${howMany(all.length, 'budget')} met.`,
    whereTimeGoes !== undefined && whereTimeGoesText(whereTimeGoes),
    advice.length > 0 && `What to change first:\n\n${adviceLines(analysis)}`,
    literal(`${trustLine(analysis)}.`),
    lostUserLines(analysis)
      .slice(0, mostLost)
      .map((line) => `- ${literal(line)}`)
      .join('\n'),
    [...filmLines(analysis), ...doubtLines(analysis)]
      .slice(0, mostDoubts)
      .map((line) => `- ${literal(line)}`)
      .join('\n'),
    errorLines(analysis, 'with traces')
      .slice(0, mostErrors)
      .map((line) => `- ${literal(line)}`)
      .join('\n'),
    warnings(analysis)
      .map((warning) => `> ${literal(warning)}`)
      .join('\n>\n'),
    `Run ${literal(run.id)}, workload ${literal(run.workload)}, seed ${run.seed}, ${howMany(run.users, 'user')}, ${literal(`${run.browser.name} ${run.browser.version}`)}. The full report is \`index.html\` in the run folder.`,
  ];
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`;
}
