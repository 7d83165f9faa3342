import { expect, test } from '@playwright/test';
import { tunedSteps } from '../../../src/analysis/experiment/tuned-steps.ts';
import type { StepAnalysis } from '../../../src/sample/analysis.ts';
import { TunedStep } from '../../../src/sample/experiment.ts';
import { comparisonOf, metric } from './some-comparison.ts';

function analysed(step: string, ms: number, changes: Partial<StepAnalysis> = {}): StepAnalysis {
  return {
    journey: 'look up',
    step,
    kind: 'query',
    samples: 40,
    errors: 1,
    latencyMs: { p50: ms, p75: ms + 1, p95: ms + 2, p99: ms + 3, max: ms + 4 },
    vitals: {},
    layersMs: {},
    ...changes,
  };
}

const figures = (ms: number) => ({ samples: 40, errors: 1, latencyMs: { p50: ms, p95: ms + 2 } });

test('each step occurs once, with its figures before and after and the change of its typical latency', () => {
  const typical = metric('faster', { change: { value: -50 } });
  const comparison = comparisonOf([typical, metric('same', { metric: 'errors', statistic: 'share' })]);
  const before = { steps: [analysed('search 1', 100), analysed('search 2', 200)] };
  const after = { steps: [analysed('search 2', 190), analysed('search 1', 50)] };
  const steps = tunedSteps(before, after, comparison);
  expect(steps).toEqual([
    { journey: 'look up', step: 'search 1', before: figures(100), after: figures(50), change: typical },
    // Its errors were compared, its latency was not.
    { journey: 'look up', step: 'search 2', before: figures(200), after: figures(190) },
  ]);
  for (const step of steps) expect(TunedStep.parse(structuredClone(step))).toEqual(step);
});

test('a change of the p95 is not a change of the typical latency', () => {
  const comparison = comparisonOf([metric('faster', { statistic: 'p95' })]);
  const [step] = tunedSteps({ steps: [analysed('search 1', 1)] }, { steps: [] }, comparison);
  expect(step?.change).toBeUndefined();
});

test('a step of only one run has the figures of that run', () => {
  const before = { steps: [analysed('search', 1), analysed('search', 2, { journey: 'browse' })] };
  const after = { steps: [analysed('search', 3, { journey: 'browse' }), analysed('type', 4)] };
  expect(tunedSteps(before, after)).toEqual([
    { journey: 'look up', step: 'search', before: figures(1) },
    { journey: 'browse', step: 'search', before: figures(2), after: figures(3) },
    { journey: 'look up', step: 'type', after: figures(4) },
  ]);
});

test('without a second run there are only figures before, and no latency if nothing was answered', () => {
  const { latencyMs: _, ...unanswered } = analysed('search', 1);
  expect(tunedSteps({ steps: [unanswered] })).toEqual([
    { journey: 'look up', step: 'search', before: { samples: 40, errors: 1 } },
  ]);
  expect(tunedSteps({ steps: [] })).toEqual([]);
});
