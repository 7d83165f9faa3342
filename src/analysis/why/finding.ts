import type { SlowFactor } from '../../sample/diagnosis.ts';
import type { StepSample } from '../../sample/sample.ts';

/** The slowest answered steps of a name, and the others. */
export interface Sides {
  slowest: StepSample[];
  others: StepSample[];
}

/** The result of testing whether one factor distinguishes the slowest steps from the others. */
export interface Finding {
  factor: SlowFactor['factor'];
  /** The p-value: how likely a difference at least this large is if the factor has no influence. */
  chance: number;
  /** Absent if the difference is too small to report, however significant it is. */
  sentence?: string;
}
