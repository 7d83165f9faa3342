import { median } from 'simple-statistics';
import type { StepSample } from '../../sample/sample.ts';
import type { Finding, Sides } from './finding.ts';
import { superiority } from './superiority.ts';

/** So often a value of the slowest must be above one of the others. */
const leastSuperiority = 0.75;

/** A number that steps have, and a sentence about its medians. */
export interface Quantity {
  factor: Finding['factor'];
  /** Undefined when the step does not tell. */
  valueOf(step: StepSample): number | undefined;
  say(slowest: number, others: number): string;
}

/** Whether the slowest have higher values than the others. Undefined when there is nothing to compare. */
export function higher(sides: Sides, { factor, valueOf, say }: Quantity): Finding | undefined {
  const valuesOf = (steps: StepSample[]) => steps.flatMap((step) => valueOf(step) ?? []);
  const [slowest, others] = [valuesOf(sides.slowest), valuesOf(sides.others)];
  const found = superiority(slowest, others);
  if (!found) return undefined;
  const { chance } = found;
  if (found.superiority < leastSuperiority) return { factor, chance };
  return { factor, chance, sentence: say(median(slowest), median(others)) };
}
