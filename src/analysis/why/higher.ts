import { median } from 'simple-statistics';
import type { StepSample } from '../../sample/sample.ts';
import type { Finding, Sides } from './finding.ts';
import { superiority } from './superiority.ts';

/** How often, at least, a value of the slowest must exceed one of the others. */
const leastSuperiority = 0.75;

/** A numeric property of steps, and a sentence about its medians. */
export interface Quantity {
  factor: Finding['factor'];
  /** Undefined if the step does not have it. */
  valueOf(step: StepSample): number | undefined;
  say(slowest: number, others: number): string;
}

/** Whether the slowest have higher values than the others. Undefined if there is nothing to compare. */
export function higher(sides: Sides, { factor, valueOf, say }: Quantity): Finding | undefined {
  const valuesOf = (steps: StepSample[]) => steps.flatMap((step) => valueOf(step) ?? []);
  const [slowest, others] = [valuesOf(sides.slowest), valuesOf(sides.others)];
  const found = superiority(slowest, others);
  if (!found) return undefined;
  const { chance } = found;
  if (found.superiority < leastSuperiority) return { factor, chance };
  return { factor, chance, sentence: say(median(slowest), median(others)) };
}
