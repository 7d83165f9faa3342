import type { Workload } from '../../sample/workload.ts';
import plain from './plain.ts';

/** The steps of `plain`, each timed by two clocks. */
export default {
  ...plain,
  name: 'naive',
  mix: { 'ask beside a naive clock': 1 },
} satisfies Workload;
