import type { Workload } from 'footfall';
import small from './small.ts';

/** A short run that is judged by the number of documents in the product. */
export default {
  ...small,
  name: 'demanding',
  steadyStateMs: 4000,
  budgets: ['acceptance'],
} satisfies Workload;
