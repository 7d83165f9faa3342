import type { Advice } from '../../sample/diagnosis.ts';
import type { Evidence } from './evidence.ts';

/** What a rule found. */
export interface Finding {
  symptom: string;
  /** The values that were read, by name, with their unit. At least one. */
  evidence: [name: string, value: string][];
  change: Advice['change'];
  /** Affected steps, greatest gain first; empty if no particular step is affected. */
  steps: Advice['steps'];
  /**
   * The possible gain of the change, summed over the answered steps of the steady state, in milliseconds; absent if it is
   * unknown or not latency.
   */
  wonMs?: number;
}

/** A cause that can be found in the record of a run. */
export interface Rule extends Pick<Advice, 'id' | 'layer' | 'title' | 'source'> {
  /** Rules that explain the same symptom: if one of them found at least half the gain, this one is not reported. */
  yieldsTo?: readonly string[];
  /**
   * `severe`: an error or a leak, reported before all latency. `structural`: found in a plan, a count or a setting rather than
   * in latencies, so that it is reported however little it could gain under this load.
   */
  weight?: 'severe' | 'structural';
  /** `false` if the cause does not make users wait. */
  isLatency?: false;
  /** @returns undefined without evidence */
  find(evidence: Evidence): Finding | undefined;
}
