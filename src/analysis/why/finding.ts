import type { SlowFactor } from '../../sample/diagnosis.ts';
import type { StepSample } from '../../sample/sample.ts';

/** The slowest answered steps of a name, and the others. */
export interface Sides {
  slowest: StepSample[];
  others: StepSample[];
}

/** What was found out about something that might tell the slowest from the others. */
export interface Finding {
  factor: SlowFactor['factor'];
  /** Of seeing as much or more when it has nothing to do with it. */
  chance: number;
  /** Absent when the difference is too small to be told, however sure it is. */
  sentence?: string;
}
