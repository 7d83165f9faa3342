import type { StepSample } from '../../sample/sample.ts';

const nameOf = ({ journey, step }: StepSample): string => JSON.stringify([journey, step]);

/**
 * Leaves out steps that were still open when the run was interrupted, unless they had waited longer than any answered step
 * of their name: only then do they say more than that they had begun.
 */
export function tellingSteps(steps: StepSample[]): StepSample[] {
  const slowestMs = new Map<string, number>();
  for (const step of steps) {
    if (step.outcome.status !== 'ok') continue;
    slowestMs.set(nameOf(step), Math.max(slowestMs.get(nameOf(step)) ?? 0, step.correctedMs));
  }
  return steps.filter(
    (step) => step.outcome.status !== 'open' || step.correctedMs > (slowestMs.get(nameOf(step)) ?? 0),
  );
}
