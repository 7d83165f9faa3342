import type { Random } from '../load/random.ts';
import type { Action } from './action.ts';

/** When a step is meant to happen, in epoch milliseconds; drawn before the step begins. */
export interface StepTiming {
  /** First key or click. */
  firstInputAt: number;
  /** When each key is typed; the first is at `firstInputAt`. */
  keysAt: number[];
  /** The timed input. */
  intendedAt: number;
}

/** Schedules a step: its timed input follows the think time, and the typing if there is any. */
export function layOutStep(
  action: Action,
  thinkFrom: number,
  thinkMs: number,
  keyDelayMs: { min: number; max: number },
  random: Random,
): StepTiming {
  const firstInputAt = thinkFrom + thinkMs;
  const keysAt: number[] = [];
  let at = firstInputAt;
  for (const [index] of [...(action.typed ?? '')].entries()) {
    if (index > 0) at += random.between(keyDelayMs.min, keyDelayMs.max);
    keysAt.push(at);
  }
  if (action.typed && action.act) at += random.between(keyDelayMs.min, keyDelayMs.max);
  return { firstInputAt, keysAt, intendedAt: at };
}
