import type { StepSpec } from './step-spec.ts';

/** What the clock knows about a step. Timestamps are relative to this document's time origin. */
export interface StepWindow {
  spec: StepSpec;
  /** The step loaded this document. */
  loaded: boolean;
  /** The step's first input: the first of several keys. */
  firstInputMs: number;
  /** The input that counts: the last of several keys. */
  inputMs: number;
  /** Absent if the input was not an event. */
  inputDelayMs?: number | undefined;
  /** Absent if the step was given up. */
  end?: { settledMs: number; frameMs: number } | undefined;
}
