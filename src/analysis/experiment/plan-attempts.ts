import type { Advice } from '../../sample/diagnosis.ts';
import type { Experiment, Tuning } from '../../sample/experiment.ts';

/** An experiment and the name of its file. */
export interface NamedExperiment {
  name: string;
  experiment: Experiment;
}

/** An experiment with the ids of the run's advice that it cures, greatest gain first. */
export type PlannedAttempt<One extends NamedExperiment> = One & { advice: string[] };

const whyWithout = ({ id }: Advice) =>
  id.endsWith('.leak')
    ? 'A leak shows over hours; an experiment of a minute cannot prove that it is gone.'
    : `No experiment is written for it; write one with "cures": ["${id}"].`;

/**
 * The experiments that cure any of the advice, in the order of the advice; each once, even if it cures several.
 *
 * @param advice greatest gain first
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
