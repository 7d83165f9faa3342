import type { PaintSource, StepSample } from '../../sample/sample.ts';

/** The paint that all latencies of one statistic end at: contentful only if every answered step has it. */
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
 * Input to that paint, in milliseconds. A step whose page saw no such paint keeps the response it recorded; absent when it
 * had no input.
 */
export function latencyMs(step: StepSample, source: PaintSource): number | undefined {
  const paint = source === 'contentful' ? step.paint.contentfulMs : step.paint.frameMs;
  return paint ?? step.responseMs;
}
