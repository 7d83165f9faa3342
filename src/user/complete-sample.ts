import type { StepSample } from '../sample/sample.ts';
import type { PageTime } from './page-time.ts';
import type { Collected, StepResult } from './step.ts';

/** What is known about a step before its late details are collected from the page. */
export type StepFacts = Pick<
  StepSample,
  | 'type'
  | 'id'
  | 'user'
  | 'journey'
  | 'step'
  | 'kind'
  | 'iteration'
  | 'query'
  | 'phase'
  | 'viewport'
  | 'side'
  | 'intendedAt'
>;

/** When a step ended by the runner's clock: never before the input was sent, and never later than now. */
export function endOnRunnersClock(
  { endedAt, endedBy, actedAt }: Pick<StepResult, 'endedAt' | 'endedBy' | 'actedAt'>,
  time: PageTime,
  nowAt: number,
): number {
  if (endedBy === 'worker') return endedAt;
  return Math.min(nowAt, Math.max(actedAt ?? endedAt, time.onRunnersClock(endedAt)));
}

/** A step that could be taken. */
export type TakenStep = Omit<StepResult, 'outcome'> & Pick<StepSample, 'outcome'>;

/** Combines what worker and page know about a step. Each duration uses timestamps of a single clock. */
export function completeSample(
  facts: StepFacts,
  result: TakenStep,
  details: Collected,
  time: PageTime,
): StepSample {
  const { inputAt, settledAt, frameAt, endedAt, endedBy, workerDelayMs } = result;
  const {
    inputDelayMs,
    contentfulMs,
    presentationMs,
    vitals,
    request,
    longFrame,
    softNavigation,
    traffic,
    blocking,
    shift,
    jsHeapBytes,
    doubts,
  } = details;
  const { intendedAt } = facts;
  const sinceInput = (at: number | undefined) =>
    at === undefined || inputAt === undefined ? undefined : at - inputAt;
  const settledMs = sinceInput(settledAt);
  const frameMs = sinceInput(frameAt);
  const responseMs = contentfulMs ?? frameMs ?? (endedBy === 'page' ? sinceInput(endedAt) : undefined);
  const inputOnRunnersClock = inputAt === undefined ? undefined : time.onRunnersClock(inputAt);
  const lagMs = (inputOnRunnersClock ?? intendedAt) - intendedAt;
  const endOnOurs = endedBy === 'page' ? time.onRunnersClock(endedAt) : endedAt;
  const waitedMs = responseMs === undefined ? endOnOurs - intendedAt : responseMs + lagMs;
  return {
    ...facts,
    outcome: outcomeOf(result.outcome, request),
    ...(doubts && { doubts }),
    ...(inputOnRunnersClock !== undefined && { inputAt: inputOnRunnersClock }),
    ...(responseMs !== undefined && { responseMs }),
    lagMs,
    ...(workerDelayMs !== undefined && { workerDelayMs }),
    ...(inputDelayMs !== undefined && { inputDelayMs }),
    correctedMs: Math.max(0, waitedMs),
    ...(frameMs !== undefined && { paintSource: contentfulMs === undefined ? 'frame' : 'contentful' }),
    paint: {
      ...(settledMs !== undefined && { settledMs }),
      ...(frameMs !== undefined && { frameMs }),
      ...(contentfulMs !== undefined && { contentfulMs }),
      ...(presentationMs !== undefined && { presentationMs }),
    },
    ...(request && { request }),
    ...(traffic && { traffic }),
    ...(blocking && { blocking }),
    ...(shift && { shift }),
    ...(jsHeapBytes !== undefined && { jsHeapBytes }),
    vitals,
    ...(longFrame && { longFrame }),
    ...(softNavigation && { softNavigation }),
  };
}

/** A response with an error status, or a partial one, fails the step, whatever the page shows. */
function outcomeOf(outcome: StepSample['outcome'], request: Collected['request']): StepSample['outcome'] {
  if (outcome.status !== 'ok' || !request) return outcome;
  if (request.unanswered)
    return { status: 'failed', message: 'the connection was refused or lost, and nothing else was answered' };
  // A request that was matched by its time alone may belong to something else on the page.
  if (request.matchedBy === 'time') return outcome;
  const { status = 0, serverTimingDesc = {} } = request;
  if (status >= 400) return { status: 'failed', message: `the request failed with status ${status}` };
  if (Object.values(serverTimingDesc).includes('partial'))
    return {
      status: 'failed',
      message: 'the response is partial: the product stopped before it had searched everything',
    };
  return outcome;
}
