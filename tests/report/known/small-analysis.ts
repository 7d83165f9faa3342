import { analyse } from '../../../src/analysis/analyse.ts';
import { expandBudgets } from '../../../src/analysis/budgets/expand-budgets.ts';
import type { Analysis } from '../../../src/sample/analysis.ts';
import { sampleRun } from '../../analysis/sample-run.ts';
import { withKnownDiagnosis } from './known-diagnosis.ts';
import { withKnownTrust } from './known-trust.ts';

/** A run with every outcome: budgets that pass, fail, are inconclusive or only warn; with a complete diagnosis and data on its reliability. */
export function smallAnalysis(): Analysis {
  const record = sampleRun({ timeoutShare: 0.004 });
  record.run.budgets = [
    ...expandBudgets('acceptance', {
      groups: { query: { latencyMs: { p99: 3000 } } },
      load: {
        activeUsers: { min: 50 },
        documents: { min: { fail: 200_000, owner: 'data team', why: 'the whole catalogue' } },
      },
    }),
    ...expandBudgets('search', {
      journey: 'search and refine',
      steps: {
        search: { latencyMs: { p75: 500, p99: 1000 }, inpMs: { p75: 200 } },
        'turn the page': {
          latencyMs: { p75: { warn: 40, fail: 900, owner: 'search team', why: 'it was 38 ms <once>' } },
        },
        'open a result': { cls: { p75: 0.1 } },
      },
      groups: {
        query: { latencyMs: { p95: { overBaseline: { percent: 10, floor: 20 } } } },
        all: { errors: { share: 0.001 } },
      },
    }),
  ];
  return {
    ...withKnownDiagnosis(withKnownTrust(analyse(record))),
    lostUsers: [
      { user: 7, journey: 'look up', atMs: 34_000, message: 'the page crashed' },
      { user: 12, journey: 'explore', atMs: 34_100, message: 'the page crashed' },
    ],
  };
}
