import type { Advice } from '../../sample/diagnosis.ts';
import type { Evidence } from './evidence.ts';

/** What a rule found. */
export interface Finding {
  symptom: string;
  /** What was read, by name; values with their unit. At least one. */
  evidence: [name: string, value: string][];
  change: Advice['change'];
  /** Steps it concerns, most won first; empty when it concerns none by name. */
  steps: Advice['steps'];
  /** What the change could win, summed over the answered steady steps, in milliseconds; absent where nothing tells, or it is not latency. */
  wonMs?: number;
}

/** A cause that can be found in what a run wrote down. */
export interface Rule extends Pick<Advice, 'id' | 'layer' | 'title' | 'source'> {
  /** Rules that explain the same: when one of them found something that wins at least half as much, this one keeps quiet. */
  yieldsTo?: readonly string[];
  /**
   * `severe`: an error or a leak, told before everything that is latency. `structural`: shown by a plan, a count or a setting and
   * not by latencies, so that it is told however little it could win under this load.
   */
  weight?: 'severe' | 'structural';
  /** Whether what it finds makes anybody wait. */
  isLatency?: false;
  /** @returns undefined without evidence */
  find(evidence: Evidence): Finding | undefined;
}
