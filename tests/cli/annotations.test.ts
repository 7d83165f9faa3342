import { expect, test } from '@playwright/test';
import { annotations } from '../../src/cli/comparison/annotations.ts';
import type { ComparedMetric, Comparison } from '../../src/sample/comparison.ts';

const metric = (outcome: ComparedMetric['outcome'], reason: string): ComparedMetric => ({
  metric: 'latencyMs',
  statistic: 'typical',
  role: 'judged',
  margin: 20,
  samples: { base: 9, head: 9 },
  outcome,
  reason,
});

function comparisonOf(
  outcome: Comparison['verdict']['outcome'],
  reasons: string[],
  steps: { step: string; metrics: ComparedMetric[] }[] = [],
): Pick<Comparison, 'steps' | 'verdict'> {
  return {
    verdict: { outcome, reasons },
    steps: steps.map(({ step, metrics }) => ({
      journey: 'search, and refine',
      step,
      kind: 'query',
      samples: { base: 9, head: 9 },
      errors: { base: 0, head: 0 },
      metrics,
      layers: [],
      latenciesMs: { base: [], head: [] },
    })),
  };
}

test('only slower metrics are errors', () => {
  const steps = [
    {
      step: 'turn the page',
      metrics: [metric('slower', '41 ms more (+37 to +46 ms), 20 %'), metric('same', 'no')],
    },
    { step: 'search', metrics: [metric('faster', 'no'), metric('unresolved', 'no')] },
  ];
  expect(annotations(comparisonOf('fail', ['slower'], steps))).toEqual([
    '::error title=Footfall%3A turn the page (search%2C and refine)::41 ms more (+37 to +46 ms), 20 %25',
  ]);
});

test('untrusted text cannot break out of its command', () => {
  const hostile = 'x::y,z%0A\r\n::set-output name=a::b\u001b[31m';
  const [line, ...others] = annotations(
    comparisonOf('fail', [], [{ step: hostile, metrics: [metric('slower', hostile)] }]),
  );
  expect(others).toEqual([]);
  expect(line).toBe(
    '::error title=Footfall%3A x%3A%3Ay%2Cz%250A %3A%3Aset-output name=a%3A%3Ab (search%2C and refine)::x::y,z%250A ::set-output name=a::b',
  );
});

test('without a verdict, the reasons are warnings; a pass is a notice', () => {
  expect(annotations(comparisonOf('inconclusive', ['one', 'two']))).toEqual([
    '::warning title=Footfall%3A inconclusive::one',
    '::warning title=Footfall%3A inconclusive::two',
  ]);
  expect(annotations(comparisonOf('pass', ['No step is slower.']))).toEqual([
    '::notice title=Footfall%3A no step is slower::No step is slower.',
  ]);
});

test('prints at most ten annotations, as GitHub shows no more of a kind', () => {
  const steps = Array.from({ length: 30 }, (_, number) => ({
    step: `step ${number}`,
    metrics: [metric('slower', 'much')],
  }));
  expect(annotations(comparisonOf('fail', [], steps))).toHaveLength(10);
});
