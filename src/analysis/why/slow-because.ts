import type { SlowFactor } from '../../sample/diagnosis.ts';
import type { StepSample } from '../../sample/sample.ts';
import { holm } from '../statistics/holm.ts';
import { answeredInOrder, slowestOf } from '../steps/answered-steps.ts';
import { type Context, categoriesIn, quantitiesIn } from './factors.ts';
import type { Sides } from './finding.ts';
import { higher } from './higher.ts';
import { layerFactor } from './layer-factor.ts';
import { overRepresented } from './over-represented.ts';

const leastAnswered = 40;
const leastSlowest = 5;
/** How often something is told of a step whose slowest are like the others. */
const alpha = 0.01;

/**
 * What tells the slowest 5 % of the answered steps (5 at the least) from the others: the layer first, then what is surest. That
 * anything is told where the slowest are like the others happens in at most 1 % of all cases, however much is tried; the
 * layer alone is no guess. Empty when fewer than 40 were answered.
 *
 * @param steps of the steady state and of one name
 */
export function slowBecause(steps: StepSample[], context: Context): SlowFactor[] {
  const answered = answeredInOrder(steps);
  if (answered.length < leastAnswered) return [];
  const slowest = slowestOf(answered, leastSlowest);
  const sides: Sides = {
    slowest: slowest.map(({ step }) => step),
    others: answered.slice(0, -slowest.length).map(({ step }) => step),
  };
  const tried = [
    ...categoriesIn(context).flatMap((category) => overRepresented(sides, category) ?? []),
    ...quantitiesIn(context).flatMap((quantity) => higher(sides, quantity) ?? []),
  ];
  const sure = holm(
    tried.map(({ chance }) => chance),
    alpha,
  );
  const told = tried
    .filter((_, index) => sure[index])
    .sort((a, b) => a.chance - b.chance)
    .flatMap(({ factor, sentence }) => (sentence === undefined ? [] : [{ factor, sentence }]));
  return [...layerFactor(answered, slowest), ...told];
}
