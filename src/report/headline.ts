import type { Analysis, BudgetResult, Verdict } from '../sample/analysis.ts';
import { budgetQuantity, budgetSubject, isBinding, isLeast } from '../words/budget-words.ts';
import { formatCount, formatDuration, formatMeasure } from '../words/units.ts';
import { worstFirst } from './worst-first.ts';

export const outcomeWords = {
  pass: 'Holds',
  fail: 'Does not hold',
  inconclusive: 'No verdict',
  invalid: 'Does not count',
} as const;

function people(count: number): string {
  return count === 1 ? 'one person' : `${formatCount(count)} people`;
}

/** What users met: `50 people searched at once, every search was answered within 3 s, the slowest took 410 ms`. */
function experience({ run, load, groups, acceptance, budgets }: Analysis): string {
  const users = load.activeUsers?.min ?? run.users;
  const parts = [`${people(users)} searched ${users === 1 ? 'alone' : 'at once'}`];
  const queries = groups.find(({ group }) => group === 'query');
  if (queries?.latencyMs === undefined) return parts.join(', ');
  const { max, p99 } = queries.latencyMs;
  const promise = [...acceptance, ...budgets].find(
    ({ group, journey, metric, statistic, limit, level }) =>
      limit !== undefined &&
      level !== 'warn' &&
      group === 'query' &&
      journey === undefined &&
      metric === 'latencyMs' &&
      statistic === 'p99',
  );
  if (queries.errors > 0) {
    parts.push(`${formatCount(queries.errors)} of ${formatCount(queries.samples)} searches got no answer`);
  } else if (promise?.limit !== undefined && max <= promise.limit) {
    parts.push(`every search was answered within ${formatDuration(promise.limit)}`);
  } else {
    parts.push(`99 of 100 searches were answered within ${formatDuration(p99)}`);
  }
  if (queries.errors < queries.samples) parts.push(`the slowest took ${formatDuration(max)}`);
  return parts.join(', ');
}

/** The failed acceptance targets matter most; without one, whatever is furthest above its limit. */
function worst(failed: BudgetResult[], acceptance: BudgetResult[]): string {
  const first = worstFirst(failed).find((result) => acceptance.includes(result)) ?? worstFirst(failed)[0];
  if (first?.observed === undefined || first.limit === undefined) return '';
  const { metric, observed, limit } = first;
  const allowed = isLeast(first) ? 'asked for' : 'allowed';
  return `: ${budgetSubject(first)}, ${budgetQuantity(first)} ${formatMeasure(metric, observed)} against ${formatMeasure(metric, limit)} ${allowed}`;
}

/** The verdict in plain words, for people who read nothing else; without the word for the outcome. */
export function headlineText(analysis: Analysis): string {
  const { verdict, run, acceptance, budgets } = analysis;
  const results = [...acceptance, ...budgets].filter(isBinding);
  switch (verdict.outcome) {
    case 'pass':
      return experience(analysis);
    case 'fail': {
      const failed = results.filter(({ outcome }) => outcome === 'fail');
      return failed.length === 1
        ? `one budget is missed${worst(failed, acceptance)}`
        : `${formatCount(failed.length)} of ${formatCount(results.length)} budgets are missed, first${worst(failed, acceptance)}`;
    }
    case 'inconclusive': {
      if (run.cutShort !== undefined) return 'the run ended before its time';
      if (results.length === 0) return 'no budget was judged';
      const open = results.filter(({ outcome }) => outcome === 'inconclusive');
      return `${formatCount(open.length)} of ${formatCount(results.length)} budgets could not be decided`;
    }
    case 'invalid':
      return 'the load was not what was asked for, so its times say nothing about the product';
  }
}

/** The verdict as one sentence: `Holds: 50 people searched at once, …`. */
export function headline(analysis: Analysis): string {
  return `${outcomeWords[analysis.verdict.outcome]}: ${headlineText(analysis)}.`;
}

/** What the headline does not say already: on a pass only what follows the first reason, the note on its trust. */
export function reasonsBeyondHeadline({ outcome, reasons }: Verdict): string[] {
  return outcome === 'pass' ? reasons.slice(1) : reasons;
}
