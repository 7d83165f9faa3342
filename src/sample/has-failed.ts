import type { StepSample } from './sample.ts';

type Outcome = StepSample['outcome'];

/** Whether a step got no answer. One that was still open when the run was interrupted may yet have got one. */
export const hasFailed = <Step extends { outcome: Outcome }>(
  step: Step,
): step is Step & { outcome: Extract<Outcome, { message: string }> } =>
  step.outcome.status === 'timeout' || step.outcome.status === 'failed';
