import type { ComparedMetric, Comparison } from '../../../src/sample/comparison.ts';
import type { ExperimentResult } from '../../../src/sample/experiment.ts';
import { unchangedComparison } from '../../report/known/small-comparison.ts';

/** A metric with this outcome, which its reason repeats. */
export function metric(
  outcome: ComparedMetric['outcome'],
  changes: Partial<ComparedMetric> = {},
): ComparedMetric {
  return {
    metric: 'latencyMs',
    statistic: 'typical',
    role: 'judged',
    margin: 20,
    samples: { base: 60, head: 60 },
    outcome,
    reason: `it was ${outcome}.`,
    ...changes,
  };
}

/** A comparison with these metrics, each in its own step: `search 1`, `search 2` … */
export function comparisonOf(metrics: ComparedMetric[], changes: Partial<Comparison> = {}): Comparison {
  const unchanged = unchangedComparison();
  const [step] = unchanged.steps;
  if (step === undefined) throw new Error('the small comparison has no step');
  return {
    ...unchanged,
    steps: metrics.map((one, index) => ({
      ...step,
      journey: 'look up',
      step: `search ${index + 1}`,
      metrics: [one],
    })),
    ...changes,
  };
}

/** A finished experiment, with the same answers to twelve requests. */
export function resultOf(changes: Partial<ExperimentResult> = {}): ExperimentResult {
  return {
    schemaVersion: 1,
    name: 'keep-answers',
    title: 'Answers are kept',
    why: 'They are asked for again and again.',
    startedAt: '2026-11-20T09:30:00.000Z',
    base: { url: 'http://127.0.0.1:8801/', env: {} },
    variant: { url: 'http://127.0.0.1:8811/', env: { TARGET_FAULTS: '' } },
    outcome: 'better',
    reasons: ['look up › search 1, latencyMs: it was faster.'],
    answers: { asked: 'same', found: { asked: 12, same: 12, differences: [] } },
    ...changes,
  };
}

/** Two of twelve requests were answered differently. */
export const otherAnswers = {
  asked: 12,
  same: 10,
  differences: [
    { request: '/api/search?q=boat', at: 'hits.0.title', base: '"ship"', variant: '"boat"' },
    { request: '/api/search?q=oar', at: 'hits', base: '[1]', variant: 'nothing' },
  ],
};
