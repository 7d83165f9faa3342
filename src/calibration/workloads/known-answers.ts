import type { Workload } from '../../sample/workload.ts';
import { STEP_TIMEOUT_MS } from '../answers.ts';
import plain from './plain.ts';

/** The workload of one calibration level; the calibration overrides users, think time and viewport. */
export default {
  ...plain,
  name: 'known-answers',
  mix: { 'known answers': 1 },
  stepTimeoutMs: STEP_TIMEOUT_MS,
} satisfies Workload;
