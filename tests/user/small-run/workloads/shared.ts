import type { Workload } from 'footfall';
import small from './small.ts';

/** The same users in one worker, which starts sooner. */
export default { ...small, name: 'shared', usersPerWorker: 3 } satisfies Workload;
