import type { Analysis } from '../../sample/analysis.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import { tellingSteps } from '../steps/telling-steps.ts';
import { activeMs, type Presence, presences } from './active-users.ts';
import { littleUsers } from './little.ts';
import { loadAnalysis } from './load.ts';
import { lostUsers } from './lost-users.ts';
import { type RunWindow, runWindow } from './run-window.ts';
import { shortfalls } from './validity.ts';

/** The load of a run, which is analysed before any latencies. */
export interface LoadEvidence {
  window: RunWindow;
  found: Presence[];
  /** Of the whole run, including the ramp-up. */
  steps: StepSample[];
  steady: StepSample[];
  load: Analysis['load'];
  lost: Analysis['lostUsers'];
  /** Why the load was not as configured, as sentences; empty if it was. */
  missing: string[];
}

export function loadEvidence(record: RunRecord): LoadEvidence {
  const { run, samples } = record;
  const window = runWindow(record);
  const steps = tellingSteps(samples.filter((sample) => sample.type === 'step'));
  const steady = steps.filter((step) => step.phase === 'steady');
  const found = presences(record, window);
  const load = loadAnalysis(record, window, found, steady, littleUsers(samples, window));
  const lost = lostUsers(record, window);
  const meanUsers = window.cutShort === undefined ? activeMs(found, window) / window.steadyMs : undefined;
  const missing = shortfalls(load, run.workload.users, meanUsers, lost);
  return { window, found, steps, steady, load, lost, missing };
}
