import type { Budget } from '../../sample/budget.ts';
import type { StepSample } from '../../sample/sample.ts';

/** What a budget covers. */
export type Place = Pick<Budget, 'journey' | 'step' | 'group'>;

/** The steps that a budget covers. A group without a journey covers all journeys. */
export function stepsOf<Step extends Pick<StepSample, 'journey' | 'step' | 'kind'>>(
  { journey, step, group }: Place,
  steps: Step[],
): Step[] {
  return steps.filter(
    (sample) =>
      (journey === undefined || sample.journey === journey) &&
      (step === undefined || sample.step === step) &&
      (group === undefined || group === 'all' || sample.kind === group),
  );
}
