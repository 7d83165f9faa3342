import type { Analysis, BudgetResult, Verdict } from '../sample/analysis.ts';
import { budgetQuantity, budgetSubject, isBinding, isLeast } from '../words/budget-words.ts';
import { bearsPercentile } from '../words/enough-samples.ts';
import { formatCount, formatDuration, formatMeasure, howMany } from '../words/units.ts';
import { worstFirst } from './worst-first.ts';

export const outcomeWords = {
  pass: 'Passed',
  fail: 'Failed',
  inconclusive: 'Inconclusive',
  invalid: 'Invalid run',
} as const;

const plurals = { search: 'searches', step: 'steps' } as const;

/** What the main figures are about: the searches, or all steps of a run without any. */
export function mainGroup(groups: Analysis['groups']): {
  what: keyof typeof plurals;
  measured?: Analysis['groups'][number] | undefined;
} {
  const queries = groups.find(({ group, samples }) => group === 'query' && samples > 0);
  return queries === undefined
    ? { what: 'step', measured: groups.find(({ group }) => group === 'all') }
    : { what: 'search', measured: queries };
}

/**
 * What users experienced: `50 users searched at the same time; every search was answered within 3 s; the slowest of 702 answers
 * took 410 ms`.
 */
function experience({ run, load, groups, acceptance, budgets }: Analysis): string {
  const users = load.activeUsers?.min ?? run.users;
  const { what, measured } = mainGroup(groups);
  const act = what === 'search' ? 'searched' : 'used the product';
  const parts = [
    users === 1 ? `one user ${act} alone` : `${formatCount(users)} users ${act} at the same time`,
  ];
  if (measured?.latencyMs === undefined) return parts.join('; ');
  const { max, p99 } = measured.latencyMs;
  const promise = [...acceptance, ...budgets].find(
    ({ group, journey, metric, statistic, limit, level }) =>
      limit !== undefined &&
      level !== 'warn' &&
      group === measured.group &&
      journey === undefined &&
      metric === 'latencyMs' &&
      statistic === 'p99',
  );
  if (measured.errors > 0) {
    parts.push(
      `${formatCount(measured.errors)} of ${howMany(measured.samples, what, plurals[what])} got no answer`,
    );
  } else if (promise?.limit !== undefined && max <= promise.limit) {
    parts.push(`every ${what} was answered within ${formatDuration(promise.limit)}`);
  } else if (bearsPercentile(measured.samples, 99)) {
    parts.push(`99 of 100 ${plurals[what]} were answered within ${formatDuration(p99)}`);
  }
  const answered = measured.samples - measured.errors;
  if (answered === 1) parts.push(`the only answer took ${formatDuration(max)}`);
  else if (answered > 1)
    parts.push(`the slowest of ${howMany(answered, 'answer')} took ${formatDuration(max)}`);
  return parts.join('; ');
}

/** A failed acceptance target matters most; without one, the budget furthest above its limit. */
function worst(failed: BudgetResult[], acceptance: BudgetResult[]): string {
  const first = worstFirst(failed).find((result) => acceptance.includes(result)) ?? worstFirst(failed)[0];
  if (first?.observed === undefined || first.limit === undefined) return '';
  const { metric, observed, limit, samples } = first;
  const limitName = isLeast(first) ? 'minimum' : 'limit';
  const percent = Number(/p(\d+)$/i.exec(first.statistic)?.[1] ?? 0);
  const few = bearsPercentile(samples, percent) ? '' : `, only ${howMany(samples, 'sample')}`;
  return `“${budgetSubject(first)}, ${budgetQuantity(first)}” at ${formatMeasure(metric, observed)} (${limitName} ${formatMeasure(metric, limit)}${few})`;
}

/** The verdict in plain words, for people who read nothing else; without the outcome itself. */
export function headlineText(analysis: Analysis): string {
  if (analysis.load.steps > 0) return measuredText(analysis);
  const nothing = 'nothing was measured';
  if (analysis.verdict.outcome === 'fail') return `${nothing}; ${measuredText(analysis)}`;
  return analysis.run.cutShort === undefined ? nothing : `the run ended early; ${nothing}`;
}

function measuredText(analysis: Analysis): string {
  const { verdict, run, acceptance, budgets } = analysis;
  const all = [...acceptance, ...budgets];
  const results = all.filter(isBinding);
  switch (verdict.outcome) {
    case 'pass':
      return experience(analysis);
    case 'fail': {
      const failed = results.filter(({ outcome }) => outcome === 'fail');
      const [missed, link] =
        failed.length === 1
          ? ['one budget was missed', ': ']
          : [
              `${formatCount(failed.length)} of ${formatCount(all.length)} budgets were missed`,
              ', including ',
            ];
      const example = worst(failed, acceptance);
      return `${missed}${example && `${link}${example}`}`;
    }
    case 'inconclusive': {
      if (run.cutShort !== undefined) return 'the run ended early';
      if (results.length === 0) return 'no budget was evaluated';
      const open = results.filter(({ outcome }) => outcome === 'inconclusive');
      return `${formatCount(open.length)} of ${howMany(all.length, 'budget')} could not be decided`;
    }
    case 'invalid':
      return 'the load was not as configured, so the measured times say nothing about the product';
  }
}

/** The verdict as one sentence: `Passed: 50 users searched at the same time; …`. */
export function headline(analysis: Analysis): string {
  return `${outcomeWords[analysis.verdict.outcome]}: ${headlineText(analysis)}.`;
}

/** Reasons that the headline does not cover. On a pass, the first reason is left out; what follows is the note on trust. */
export function reasonsBeyondHeadline({ outcome, reasons }: Verdict): string[] {
  return outcome === 'pass' ? reasons.slice(1) : reasons;
}
