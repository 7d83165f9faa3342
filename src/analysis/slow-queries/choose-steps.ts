import { groupBy } from '../../sample/group-by.ts';
import type { StepSample } from '../../sample/sample.ts';

/** A step that can be reached again: its user, its iteration, and how many steps of the same name came before it there. */
export interface SlowStep extends Pick<StepSample, 'id' | 'user' | 'journey' | 'step' | 'iteration'> {
  occurrence: number;
}

/** The slowest answered step of each journey in the steady state. */
export function chooseSlowSteps(steps: StepSample[]): SlowStep[] {
  const answered = steps.filter(
    ({ phase, outcome, responseMs }) =>
      phase === 'steady' && outcome.status === 'ok' && responseMs !== undefined,
  );
  return [...groupBy(answered, ({ journey }) => journey).values()].flatMap((ofJourney) => {
    const [slowest] = ofJourney.toSorted((a, b) => (b.responseMs ?? 0) - (a.responseMs ?? 0));
    if (!slowest) return [];
    const { id, user, journey, step, iteration } = slowest;
    const before = steps.filter(
      (other) =>
        other.user === user &&
        other.iteration === iteration &&
        other.step === step &&
        other.intendedAt < slowest.intendedAt,
    );
    return [{ id, user, journey, step, iteration, occurrence: before.length }];
  });
}
