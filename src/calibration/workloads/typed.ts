import type { Workload } from '../../sample/workload.ts';
import plain from './plain.ts';

/** Queries of 13 letters at a person's pace. */
export default {
  ...plain,
  name: 'typed',
  mix: { 'ask typed': 1 },
  thinkTimeMs: { min: 2000, max: 6000 },
  keyDelayMs: { min: 80, max: 200 },
} satisfies Workload;
