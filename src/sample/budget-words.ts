import type { Budget, Group } from './budget.ts';

/** How a budget is called where people read it. */

const groupWords: Record<Group, string> = {
  query: 'every query',
  suggestion: 'every suggestion',
  navigation: 'every navigation',
  all: 'every step',
};

const metricWords: Record<Budget['metric'], string> = {
  latencyMs: 'latency',
  correctedMs: 'latency with lag',
  ttfbMs: 'time to first byte',
  fcpMs: 'first contentful paint',
  lcpMs: 'largest contentful paint',
  inpMs: 'interaction to next paint',
  cls: 'layout shift',
  errors: 'error rate',
  activeUsers: 'users at work',
  documents: 'documents',
};

type Subject = Pick<Budget, 'journey' | 'step' | 'group'>;

/** What the budget is about, within its journey if it has one: `search`, `every query`, `load`. */
export function budgetPlace({ step, group }: Subject): string {
  if (step !== undefined) return step;
  return group === undefined ? 'load' : groupWords[group];
}

/** The same with the journey: `search and refine › search`. */
export function budgetSubject(budget: Subject): string {
  const place = budgetPlace(budget);
  return budget.journey === undefined ? place : `${budget.journey} › ${place}`;
}

/** What is limited: `p75 latency`, `error rate`, `documents`. */
export function budgetQuantity({ metric, statistic }: Pick<Budget, 'metric' | 'statistic'>): string {
  if (statistic === 'share' || statistic === 'min') return metricWords[metric];
  return statistic === 'worstWindowP95'
    ? `p95 ${metricWords[metric]} in the worst 10 s`
    : `${statistic} ${metricWords[metric]}`;
}
