import type { Advice } from '../../sample/diagnosis.ts';
import type { Experiment, Tuning } from '../../sample/experiment.ts';

/** An experiment and the name of its file. */
export interface NamedExperiment {
  name: string;
  experiment: Experiment;
}

/** An experiment with the advice of the run that it answers: the `id`, that of most gain first. */
export type PlannedAttempt<One extends NamedExperiment> = One & { advice: string[] };

const whyWithout = ({ id }: Advice) =>
  id.endsWith('.leak')
    ? 'A leak shows over hours; no experiment of a minute proves that it is gone.'
    : `No experiment names it; write one with "cures": ["${id}"].`;

/**
 * For each advice the experiments that say they cure it, in the order of the advice; each once, also when it answers several.
 *
 * @param advice that of most gain first
 */
export function planAttempts<One extends NamedExperiment>(
  advice: readonly Advice[],
  experiments: readonly One[],
): { planned: PlannedAttempt<One>[]; withoutExperiment: Tuning['withoutExperiment'] } {
  const curing = (id: string) => experiments.filter(({ experiment }) => experiment.cures?.includes(id));
  const wanted = new Set(advice.flatMap(({ id }) => curing(id)));
  return {
    planned: [...wanted].map((named) => ({
      ...named,
      advice: advice.flatMap(({ id }) => (named.experiment.cures?.includes(id) ? [id] : [])),
    })),
    withoutExperiment: advice
      .filter(({ id }) => curing(id).length === 0)
      .map((one) => ({ advice: one, why: whyWithout(one) })),
  };
}
