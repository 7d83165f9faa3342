import type { HistoryLine } from './history.ts';
import type { Run } from './run.ts';
import type { Sample, TelemetrySample } from './sample.ts';

/** Everything a run folder holds, read back and checked. */
export interface RunRecord {
  run: Run;
  samples: Sample[];
  telemetry: TelemetrySample[];
  /** Earlier runs of the same workload, oldest first; absent if the trend was not requested. */
  history?: HistoryLine[];
  /** Lines that could not be read, as `file:line: why`. The good lines still count. */
  unreadable: string[];
}
