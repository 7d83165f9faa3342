import type { Budget, Group } from '../sample/budget.ts';
import { formatMeasure } from './units.ts';

/** Names of budgets as people read them. */

const groupWords: Record<Group, string> = {
  query: 'every query',
  suggestion: 'every suggestion',
  navigation: 'every navigation',
  all: 'every step',
};

const metricWords: Record<string, string> = {
  latencyMs: 'latency',
  correctedMs: 'latency including lag',
  lagMs: 'lag',
  ttfbMs: 'time to first byte',
  fcpMs: 'first contentful paint',
  lcpMs: 'largest contentful paint',
  icpMs: 'largest contentful paint of the interaction',
  inpMs: 'interaction to next paint',
  cls: 'layout shift',
  requests: 'number of requests',
  transferBytes: 'transfer size',
  jsHeapBytes: 'JavaScript heap',
  errors: 'error rate',
  activeUsers: 'active users',
  documents: 'documents',
};

const statisticWords: Record<string, string> = { mean: 'mean ', max: 'highest ', share: '', min: '' };

/** `time in network`, `performance score`, `total byte weight` */
function wordsOf(metric: Budget['metric']): string {
  const [family, ...rest] = metric.split('.');
  const name = rest.join('.');
  if (family === 'layersMs') return `time in ${name}`;
  if (family === 'categories') return `${name.replaceAll('-', ' ')} score`;
  if (family === 'audits') return name.replaceAll('-', ' ');
  return metricWords[metric] ?? metric;
}

type Subject = Pick<Budget, 'journey' | 'step' | 'group' | 'page'>;

/** What the budget applies to, without its journey: `search`, `every query`, `home page`, `load`. */
export function budgetPlace({ step, group, page }: Subject): string {
  if (step !== undefined) return step;
  if (page !== undefined) return `${page} page`;
  return group === undefined ? 'load' : groupWords[group];
}

/** The same with the journey: `search and refine › search`. */
export function budgetSubject(budget: Subject): string {
  const place = budgetPlace(budget);
  return budget.journey === undefined ? place : `${budget.journey} › ${place}`;
}

type Quantity = Pick<Budget, 'metric' | 'statistic'>;

/** What is limited: `p75 latency`, `error rate`, `documents`. */
export function budgetQuantity({ metric, statistic }: Quantity): string {
  const words = wordsOf(metric);
  if (/^(categories|audits)\./.test(metric)) return words;
  return statistic === 'worstWindowP95'
    ? `p95 ${words} in the worst 10 s`
    : `${statisticWords[statistic] ?? `${statistic} `}${words}`;
}

/** Whether more is better, so that the limit is a minimum. */
export function isLeast({ metric, statistic }: Quantity): boolean {
  return statistic === 'min' || metric.startsWith('categories.');
}

type Limited = Quantity & Pick<Budget, 'limit' | 'overBaseline'>;

/** The allowed value: `≤ 1 s`, `≥ 50`, `at most +10 % (or +20 ms)`. */
export function limitText(budget: Limited): string {
  const { metric, limit, overBaseline } = budget;
  if (limit !== undefined) return `${isLeast(budget) ? '≥' : '≤'} ${formatMeasure(metric, limit)}`;
  if (overBaseline === undefined) return '';
  return `at most ${allowanceText({ metric, overBaseline })}`;
}

/** How far above the baseline a value may be: `+10 % (or +20 ms)`. */
export function allowanceText({
  metric,
  overBaseline: { percent, floor },
}: {
  metric: Budget['metric'];
  overBaseline: NonNullable<Budget['overBaseline']>;
}): string {
  return `+${percent} % (or +${formatMeasure(metric, floor)})`;
}

/** Distinguishes it from other limits on the same quantity: a warning, or a limit over the baseline. */
export function budgetLevel({ level, overBaseline }: Pick<Budget, 'level' | 'overBaseline'>): string {
  if (level === 'warn') return 'warning';
  return overBaseline === undefined ? '' : 'over the baseline';
}

/** The full name of the budget: `look up › type, p75 latency (warning)`. */
export function budgetName(budget: Subject & Quantity & Pick<Budget, 'level' | 'overBaseline'>): string {
  const level = budgetLevel(budget);
  return `${budgetSubject(budget)}, ${budgetQuantity(budget)}${level && ` (${level})`}`;
}

/** Its owner and the reason for it: `search team: the promise to shops`. Empty if neither is set. */
export function budgetMeaning({ owner, why }: Pick<Budget, 'owner' | 'why'>): string {
  return [owner, why].filter((words) => words !== undefined).join(': ');
}

/** Whether a miss fails the run. */
export const isBinding = ({ level }: Pick<Budget, 'level'>): boolean => level !== 'warn';

/** The outcome to show: a missed limit that only warns is a warning, not a failure. */
export function shownOutcome<Outcome extends string>({
  outcome,
  level,
}: {
  outcome: Outcome;
  level?: Budget['level'];
}): Outcome | 'warn' {
  return outcome === 'fail' && level === 'warn' ? 'warn' : outcome;
}
