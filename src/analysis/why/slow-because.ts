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
/** How often a factor is reported for a step whose slowest samples do not differ from the others. */
const alpha = 0.01;

/**
 * What distinguishes the slowest 5 % of the answered steps (at least 5) from the others: the layer first, then the other
 * factors, most significant first. If the slowest do not differ, a factor is reported in at most 1 % of cases, however
 * many are tested; the layer is an observation and needs no test. Empty if fewer than 40 steps were answered.
 *
 * @param steps steady-state steps of one name
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
  const significant = tried
    .filter((_, index) => sure[index])
    .sort((a, b) => a.chance - b.chance)
    .flatMap(({ factor, sentence }) => (sentence === undefined ? [] : [{ factor, sentence }]));
  return [...layerFactor(answered, slowest), ...significant];
}
