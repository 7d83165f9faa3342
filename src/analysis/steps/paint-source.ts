import type { PaintSource, StepSample } from '../../sample/sample.ts';

/** The paint at which all latencies of one statistic end: contentful only if every answered step has it. */
export function commonPaintSource(steps: StepSample[]): PaintSource | undefined {
  let source: PaintSource | undefined;
  for (const { outcome, paint } of steps) {
    if (outcome.status !== 'ok') continue;
    if (paint.contentfulMs === undefined) return 'frame';
    source = 'contentful';
  }
  return source;
}

/**
 * Time from the input to that paint, in milliseconds. A step without such a paint keeps its recorded response
 * time; `undefined` if it had no input.
 */
export function latencyMs(step: StepSample, source: PaintSource): number | undefined {
  const paint = source === 'contentful' ? step.paint.contentfulMs : step.paint.frameMs;
  return paint ?? step.responseMs;
}
