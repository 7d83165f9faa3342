import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { commonPaintSource } from '../steps/paint-source.ts';
import type { AskedStep } from './answer.ts';
import type { Question } from './compared-metric.ts';
import { errorShareQuestion, errorsOf } from './error-share.ts';
import { latencyQuantiles } from './latency-quantiles.ts';
import type { ComparedLayers } from './mean-layers.ts';
import { valueOf } from './measured-metrics.ts';
import type { StepOfSides } from './steps-of-sides.ts';

/** The part that depends on how the sides are compared: in pairs or not. */
type Ask = (
  step: StepOfSides,
  source: PaintSource | undefined,
) => {
  questions: Question[];
  layers: ComparedLayers;
};

/** The latencies of both sides end at the same kind of paint. */
export function askStep(step: StepOfSides, ask: Ask): AskedStep {
  const { base, head } = step;
  const source = commonPaintSource([...base, ...head]);
  const { questions, layers } = ask(step, source);
  const latencies = (samples: StepSample[]) =>
    latencyQuantiles(
      samples.flatMap((sample) => {
        const ms = valueOf(sample, 'latencyMs', source);
        return ms === undefined ? [] : [ms];
      }),
    );
  return {
    journey: step.journey,
    step: step.step,
    kind: step.kind,
    samples: { base: base.length, head: head.length },
    errors: { base: errorsOf(base), head: errorsOf(head) },
    ...(source !== undefined && { paintSource: source }),
    questions: [...questions, errorShareQuestion(base, head)],
    layers,
    latenciesMs: { base: latencies(base), head: latencies(head) },
  };
}
