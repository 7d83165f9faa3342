import type { GroupAnalysis, StepAnalysis } from '../../sample/analysis.ts';
import { groups } from '../../sample/budget.ts';
import { groupBy } from '../../sample/group-by.ts';
import { hasFailed } from '../../sample/has-failed.ts';
import type { StepSample } from '../../sample/sample.ts';
import { distribution } from '../statistics/distribution.ts';
import { poolOf } from '../statistics/pool.ts';
import { concurrencyOf } from '../why/concurrency.ts';
import { slowBecause } from '../why/slow-because.ts';
import { answeredInOrder } from './answered-steps.ts';
import { longFramesAndSoftNavigations } from './long-frames.ts';
import { slowLayers, typicalLayers } from './typical-layers.ts';
import { vitals } from './vitals.ts';

function latencySummary(steps: StepSample[]) {
  const pool = poolOf(steps, 'latencyMs');
  const latencyMs = distribution(pool);
  return {
    samples: steps.length,
    errors: steps.filter(hasFailed).length,
    ...(pool.paintSource && { paintSource: pool.paintSource }),
    ...(latencyMs && { latencyMs }),
  };
}

/**
 * Each step of each journey over the steady state, in the order in which users first reach it.
 *
 * @param steps of the whole run: the ramp-up shows the order in which a journey begins, and all steps
 *   together show how many ran at once
 */
export function stepAnalyses(steps: StepSample[]): StepAnalysis[] {
  const inOrder = steps.toSorted((a, b) => a.intendedAt - b.intendedAt);
  const steady = inOrder.filter(({ phase }) => phase === 'steady');
  const [earliest] = steady;
  const latest = steady.at(-1);
  if (!earliest || !latest) return [];
  const context = {
    concurrencyAt: concurrencyOf(steps),
    steadyStartAt: earliest.intendedAt,
    steadyEndAt: latest.intendedAt,
  };
  const byJourney = groupBy(inOrder, (step) => step.journey);
  return [...byJourney.keys()].sort().flatMap((journey) =>
    [...groupBy(byJourney.get(journey) ?? [], (step) => step.step)].flatMap(([step, all]) => {
      const samples = all.filter((sample) => sample.phase === 'steady');
      const [first] = samples;
      if (first === undefined) return [];
      const correctedMs = distribution(poolOf(samples, 'correctedMs'));
      const answered = answeredInOrder(samples);
      const because = slowBecause(samples, context);
      return [
        {
          journey,
          step,
          kind: first.kind,
          ...latencySummary(samples),
          ...(correctedMs && { correctedMs }),
          vitals: vitals(samples),
          ...typicalLayers(answered),
          ...slowLayers(answered),
          ...(because.length > 0 && { slowBecause: because }),
          ...longFramesAndSoftNavigations(samples),
        },
      ];
    }),
  );
}

/** Every kind of step that occurred, and all of them together. */
export function groupAnalyses(steady: StepSample[]): GroupAnalysis[] {
  return groups
    .map((group) => ({
      group,
      steps: group === 'all' ? steady : steady.filter((step) => step.kind === group),
    }))
    .filter(({ steps }) => steps.length > 0)
    .map(({ group, steps }) => ({ group, ...latencySummary(steps) }));
}
