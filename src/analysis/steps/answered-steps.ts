import type { StepSample } from '../../sample/sample.ts';
import { commonPaintSource, latencyMs } from './paint-source.ts';

/** A step that was answered, and its latency. */
export interface AnsweredStep {
  step: StepSample;
  ms: number;
}

/** The answered steps of one name, fastest first; all latencies end at the same paint. */
export function answeredInOrder(steps: StepSample[]): AnsweredStep[] {
  const source = commonPaintSource(steps);
  if (source === undefined) return [];
  return steps
    .filter((step) => step.outcome.status === 'ok')
    .flatMap((step) => {
      const ms = latencyMs(step, source);
      return ms === undefined ? [] : [{ step, ms }];
    })
    .sort((a, b) => a.ms - b.ms || (a.step.id < b.step.id ? -1 : 1));
}

/** The middle fifth, from the 40th to the 60th percentile; of few, the middle one or two. */
export function middleFifth<Item>(inOrder: Item[]): Item[] {
  const outside = Math.floor((inOrder.length * 2) / 5);
  return inOrder.slice(outside, inOrder.length - outside);
}

/** The last 5 %, but at least `least`. */
export function slowestOf<Item>(inOrder: Item[], least = 1): Item[] {
  return inOrder.slice(-Math.max(least, Math.floor(inOrder.length / 20)));
}
