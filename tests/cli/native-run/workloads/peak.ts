import type { Workload } from 'footfall';
import small from '../../../user/small-run/workloads/small.ts';

/** Four users of three journeys. */
export default {
  ...small,
  name: 'peak',
  users: 4,
  usersPerWorker: 1,
  mix: { ask: 2, 'ask again': 1, absent: 1 },
  steadyStateMs: 3000,
  budgets: ['quick'],
} satisfies Workload;
