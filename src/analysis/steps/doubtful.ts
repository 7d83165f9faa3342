import type { Analysis } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import { doubts, type MisfitSample, type StepSample } from '../../sample/sample.ts';

const placeOf = ({ journey, step }: { journey: string; step: string }) => JSON.stringify([journey, step]);

/** Steps whose end may be wrong, the largest share first. */
export function doubtfulSteps(steady: StepSample[]): NonNullable<Analysis['doubtful']> {
  return [...groupBy(steady, placeOf).values()]
    .flatMap((steps) => {
      const doubtful = steps.filter((step) => step.doubts !== undefined);
      const [first] = doubtful;
      if (!first) return [];
      const reasons = doubts
        .map((doubt) => ({ doubt, count: doubtful.filter((step) => step.doubts?.includes(doubt)).length }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count);
      const { journey, step } = first;
      return [{ journey, step, samples: steps.length, doubtful: doubtful.length, reasons }];
    })
    .sort((a, b) => b.doubtful / b.samples - a.doubtful / a.samples);
}

/**
 * Where a journey or page model did not fit the page, most frequent first.
 *
 * @param ever also those of the ramp-up: the first one has the picture
 */
export function misfitCounts(
  misfits: MisfitSample[],
  ever: MisfitSample[],
): NonNullable<Analysis['misfits']> {
  return [...groupBy(misfits, (misfit) => JSON.stringify([placeOf(misfit), misfit.message])).values()]
    .flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const { journey, step, message } = first;
      const pictured = ever.find((one) => one.picture !== undefined && placeOf(one) === placeOf(first));
      return [{ journey, step, message, count: same.length, ...(pictured && { picture: pictured.picture }) }];
    })
    .sort((a, b) => b.count - a.count);
}
