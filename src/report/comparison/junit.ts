import type { ComparedMetric, ComparedStep, Comparison } from '../../sample/comparison.ts';
import { groupBy } from '../../sample/group-by.ts';
import { type JunitCase, junitSuites } from '../junit-suites.ts';
import { onlyInLines } from './measured.ts';
import { changeText, metricName } from './words.ts';

const outcomes = { slower: 'failure', unresolved: 'skipped', same: 'pass', faster: 'pass' } as const;

/** A metric that is only watched becomes a test case only if it fails. */
const isCase = ({ role, outcome }: ComparedMetric) => role === 'judged' || outcome === 'slower';

function metricCase({ step }: ComparedStep, metric: ComparedMetric): JunitCase {
  return {
    name: `${step}, ${metricName(metric)} at most ${changeText(metric.metric, metric.margin)}`,
    outcome: outcomes[metric.outcome],
    message: metric.reason,
  };
}

/** Reports a missing verdict, so that a comparison without one is not green. */
function comparisonCases({ verdict, onlyIn }: Comparison, lone: string[]): JunitCase[] {
  const name = 'the versions could be compared';
  const message = verdict.reasons.join(' ');
  const whole: JunitCase =
    verdict.outcome === 'invalid'
      ? { name, outcome: 'error', message }
      : verdict.outcome === 'inconclusive'
        ? { name, outcome: 'skipped', message }
        : { name, outcome: 'pass', message: '' };
  const steps = onlyIn.map(({ journey, step }, index) => ({
    name: `${journey} › ${step} is on both sides`,
    outcome: 'skipped' as const,
    message: `${lone[index] ?? ''}.`,
  }));
  return [whole, ...steps];
}

/** Judged metrics as JUnit test cases, one suite per journey: slower is a failure, unresolved is skipped. */
export function renderComparisonJunit(comparison: Comparison): string {
  const byJourney = groupBy(comparison.steps, ({ journey }) => journey);
  return junitSuites([
    ['comparison', comparisonCases(comparison, onlyInLines(comparison))],
    ...[...byJourney].map(([journey, steps]): [string, JunitCase[]] => [
      journey,
      steps.flatMap((step) => step.metrics.filter(isCase).map((metric) => metricCase(step, metric))),
    ]),
  ]);
}
