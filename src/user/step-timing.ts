import type { Random } from '../load/random.ts';
import type { Action } from './action.ts';

/** When a step is to happen, in epoch milliseconds; drawn before the step begins. */
export interface StepTiming {
  /** First key or click. */
  firstInputAt: number;
  /** The moment of each typed key, `firstInputAt` first. */
  keysAt: number[];
  /** The input that is timed. */
  intendedAt: number;
}

/** Lays out a step: its input comes after think time, and after the typing if there is any. */
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
