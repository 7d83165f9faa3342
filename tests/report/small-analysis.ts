import { analyse } from '../../src/analysis/analyse.ts';
import { expandBudgets } from '../../src/analysis/expand-budgets.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { withKnownTrust } from './known-trust.ts';

/** A run with every outcome in it: budgets that hold, one that is missed, one that is open; and with everything that it can tell about its trust. */
export function smallAnalysis(): Analysis {
  const record = sampleRun({ timeoutShare: 0.004 });
  record.run.budgets = [
    ...expandBudgets('acceptance', {
      groups: { query: { latencyMs: { p99: 3000 } } },
      load: { activeUsers: { min: 50 }, documents: { min: 200_000 } },
    }),
    ...expandBudgets('search', {
      journey: 'search and refine',
      steps: {
        search: { latencyMs: { p75: 500, p99: 1000 }, inpMs: { p75: 200 } },
        'open a result': { cls: { p75: 0.1 } },
      },
      groups: { all: { errors: { share: 0.001 } } },
    }),
  ];
  return {
    ...withKnownTrust(analyse(record)),
    lostUsers: [
      { user: 7, journey: 'look up', atMs: 34_000, message: 'the page crashed' },
      { user: 12, journey: 'explore', atMs: 34_100, message: 'the page crashed' },
    ],
  };
}
