import { attemptReason } from '../../../src/analysis/experiment/attempt-reason.ts';
import { changedMetrics, experimentOutcome } from '../../../src/analysis/experiment/experiment-outcome.ts';
import type { BudgetResult } from '../../../src/sample/analysis.ts';
import type { Comparison } from '../../../src/sample/comparison.ts';
import type { Advice } from '../../../src/sample/diagnosis.ts';
import type { ExperimentResult, Tuning } from '../../../src/sample/experiment.ts';
import { smallComparison } from './small-comparison.ts';

export interface SmallExperiment {
  result: ExperimentResult;
  comparison: Comparison;
}

/** An experiment with five steps, of which one is faster and two are slower. */
export function worseExperiment(hostile = ''): SmallExperiment {
  const small = smallComparison(hostile);
  return experimentOf(
    {
      ...small,
      base: { name: 'base', url: small.base.url },
      head: { name: 'variant', url: small.head.url },
      margin: { percent: 5, floorMs: 5 },
      onlyIn: [],
    },
    hostile,
  );
}

/** An experiment with one unchanged and one faster step. */
export function smallExperiment(hostile = ''): SmallExperiment {
  const { comparison } = worseExperiment(hostile);
  const steps = comparison.steps.filter((_, index) => index === 0 || index === 2);
  const verdict = { outcome: 'pass' as const, reasons: ['No step is slower by more than 5 % (or 5 ms).'] };
  return experimentOf({ ...comparison, steps, verdict, notes: [] }, hostile);
}

function experimentOf(comparison: Comparison, hostile: string): SmallExperiment {
  const answers = { asked: 12, same: 12, differences: [] };
  return {
    comparison,
    result: {
      schemaVersion: 1,
      name: `index-relations${hostile}`,
      title: `An index finds the relations of a document${hostile}`,
      why: `Without it, every document reads all of them.${hostile}`,
      startedAt: '2026-11-20T09:30:00.000Z',
      base: { url: comparison.base.url, env: { TARGET_FAULTS: `slow-ranking,dropped-index${hostile}` } },
      variant: {
        url: comparison.head.url,
        env: { TARGET_FAULTS: 'slow-ranking', WORDS: `it's one index${hostile}` },
        command: `npm start${hostile}`,
        configure: `psql -f index.sql${hostile}`,
      },
      ...experimentOutcome({ comparison, answers, wanted: 'same', hindrances: [] }),
      answers: { asked: 'same', found: answers },
    },
  };
}

/** The same experiment with different answers to `count` requests. */
export function withOtherAnswers(
  { result, comparison }: SmallExperiment,
  count: number,
  hostile = '',
): SmallExperiment {
  const differences = Array.from({ length: count }, (_, index) => ({
    request: `/api/search?q=boat&page=${index + 1}${hostile}`,
    at: `hits.${index}.title${hostile}`,
    base: `"ship"${hostile}`,
    variant: `"boat"${hostile}`,
  }));
  const found = { asked: 60, same: 60 - count, differences };
  return { comparison, result: { ...result, answers: { ...result.answers, found } } };
}

const advice = (id: string, title: string, hostile: string): Advice => ({
  id,
  layer: 'database',
  title: `${title}${hostile}`,
  symptom: `It is slow.${hostile}`,
  evidence: [{ name: 'time', value: '186 ms' }],
  change: { what: `Change what has to be changed.${hostile}`, kind: 'sql' },
  source: { title: 'A manual', url: 'https://www.postgresql.org/docs/' },
  steps: [],
});

function accepted(observedMs: number, active: number, hostile: string): BudgetResult[] {
  const budget = (changes: Pick<BudgetResult, 'metric' | 'statistic'> & Partial<BudgetResult>) => ({
    id: `acceptance › ${changes.metric}`,
    file: 'acceptance',
    samples: 900,
    outcome: 'pass' as const,
    reason: 'As specified.',
    ...changes,
  });
  return [
    budget({
      metric: 'latencyMs',
      statistic: 'p99',
      group: 'query',
      limit: 3000,
      observed: observedMs,
      outcome: observedMs > 3000 ? 'fail' : 'pass',
    }),
    budget({ metric: 'activeUsers', statistic: 'min', limit: 50, observed: active }),
    budget({
      metric: 'latencyMs',
      statistic: 'p75',
      journey: 'look up',
      step: `type a word${hostile}`,
      limit: 100,
      outcome: 'inconclusive',
    }),
  ];
}

/** A tuning that kept one change, dropped one because of its answers and skipped another, with both full runs. */
export function smallTuning(hostile = ''): Tuning {
  const kept = smallExperiment(hostile);
  const dropped = withOtherAnswers(kept, 3, hostile);
  const index = advice('database.missing-index', 'An index is missing', hostile);
  const ranking = advice('engine.ranking', 'Ranking is expensive', hostile);
  const again = advice('browser.asks-again', 'The page asks again', hostile);
  const leak = advice('app.leak', 'The server keeps memory', hostile);
  const typical = kept.comparison.steps[1]?.metrics[0];
  if (typical === undefined) throw new Error('the small comparison has no such step');
  return {
    schemaVersion: 1,
    id: `2026-11-20T10-00-00-tune${hostile}`,
    startedAt: '2026-11-20T10:00:00.000Z',
    workload: `peak${hostile}`,
    users: 50,
    before: {
      run: '2026-11-20T10-00-00-peak',
      outcome: 'fail',
      acceptance: accepted(3630, 50, hostile),
      advice: [index, ranking, again, leak],
    },
    after: {
      run: '2026-11-20T10-09-00-peak',
      outcome: 'pass',
      acceptance: accepted(410, 50, hostile),
      advice: [leak],
    },
    steps: [
      {
        journey: `look up${hostile}`,
        step: `open a result${hostile}`,
        before: { samples: 60, errors: 0, latencyMs: { p50: 141, p95: 1240 } },
        after: { samples: 61, errors: 1, latencyMs: { p50: 112, p95: 180 } },
        change: typical,
      },
      {
        journey: `look up${hostile}`,
        step: `type${hostile}`,
        before: { samples: 60, errors: 60 },
        after: { samples: 60, errors: 0, latencyMs: { p50: 61, p95: 90 } },
      },
    ],
    attempts: [
      {
        experiment: 'index-relations',
        title: kept.result.title,
        advice: ['database.missing-index'],
        status: 'kept',
        reason: attemptReason(kept.result),
        env: { TARGET_FAULTS: 'slow-ranking' },
        measured: {
          run: '2026-11-20T10-03-00-experiment-index-relations',
          changed: changedMetrics(kept.comparison),
          answers: { asked: 'same', found: { asked: 12, same: 12, differences: [] } },
        },
      },
      {
        experiment: 'cheap-ranking',
        title: `Ranking is cheap${hostile}`,
        advice: ['engine.ranking', 'engine.slow-class'],
        status: 'dropped',
        reason: attemptReason(dropped.result),
        env: { TARGET_FAULTS: '' },
        measured: {
          run: '2026-11-20T10-06-00-experiment-cheap-ranking',
          changed: [],
          answers: dropped.result.answers,
        },
      },
      {
        experiment: 'keep-views',
        title: `The page keeps its views${hostile}`,
        advice: ['browser.asks-again'],
        status: 'skipped',
        reason: `It starts with TARGET_KEPT_VIEWS set to “0”, but the run had nothing.${hostile}`,
        env: { TARGET_KEPT_VIEWS: '10' },
      },
    ],
    kept: { TARGET_FAULTS: 'slow-ranking' },
    withoutExperiment: [{ advice: leak, why: `A leak shows over hours.${hostile}` }],
    notes: [`The machine was busier in the second run.${hostile}`],
  };
}

/** A tuning that kept no change, so there is no run after. */
export function tuningWithoutSuccess(): Tuning {
  const { after: _, ...small } = smallTuning();
  return {
    ...small,
    attempts: small.attempts.filter(({ status }) => status !== 'kept'),
    kept: {},
    steps: small.steps.map(({ after: __, change: ___, ...step }) => step),
    notes: [],
  };
}
