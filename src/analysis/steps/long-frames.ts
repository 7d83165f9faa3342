import type { StepAnalysis } from '../../sample/analysis.ts';
import type { LongFrame, StepSample } from '../../sample/sample.ts';

/** Long frames and soft navigations of one step; absent if there were none. */
export function longFramesAndSoftNavigations(
  steps: StepSample[],
): Pick<StepAnalysis, 'longFrames' | 'softNavigations'> {
  const frames = steps.flatMap(({ longFrame }) => longFrame ?? []);
  const longest = frames.reduce<LongFrame | undefined>(
    (found, frame) => (found !== undefined && found.durationMs >= frame.durationMs ? found : frame),
    undefined,
  );
  const softNavigations = steps.filter((step) => step.softNavigation !== undefined).length;
  return {
    ...(longest && { longFrames: { steps: frames.length, longest } }),
    ...(softNavigations > 0 && { softNavigations }),
  };
}
