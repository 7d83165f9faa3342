import type { StepSpec } from './step-spec.ts';

/** What the clock knows of a step. Stamps count from this document's time origin. */
export interface StepWindow {
  spec: StepSpec;
  /** The document came with the step. */
  loaded: boolean;
  /** The first input of the step: of several keys, the first. */
  firstInputMs: number;
  /** The input that counts: of several keys, the last. */
  inputMs: number;
  /** Absent when the input was not an event. */
  inputDelayMs?: number | undefined;
  /** Absent when the step was given up. */
  end?: { settledMs: number; frameMs: number } | undefined;
}
