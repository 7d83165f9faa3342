import { groupBy } from '../../sample/group-by.ts';
import type { StepKind, StepSample } from '../../sample/sample.ts';
import type { Side } from '../../sample/side.ts';

/** The same step of the same user and round on both sides. */
export interface Pair {
  base: StepSample;
  head: StepSample;
}

/** A step with all its samples, from one side or both. */
export interface StepOfSides {
  journey: string;
  step: string;
  kind: StepKind;
  base: StepSample[];
  head: StepSample[];
}

const placeOf = ({ journey, step }: StepSample) => JSON.stringify([journey, step]);
const roundOf = ({ user, iteration }: StepSample) => `${user} ${iteration}`;

/** Leaves out the rounds that began in the ramp, before all users were active. */
export function steadyRounds(steps: StepSample[]): StepSample[] {
  const ramp = new Set(steps.filter(({ phase }) => phase === 'ramp').map(roundOf));
  return steps.filter((step) => !ramp.has(roundOf(step)));
}

/** The steps of both sides by journey, in the order in which users first reached them. */
export function stepsOfSides(steps: Record<Side, StepSample[]>): StepOfSides[] {
  const inOrder = (['base', 'head'] as const)
    .flatMap((side) => steps[side].map((sample) => ({ side, sample })))
    .sort((a, b) => a.sample.intendedAt - b.sample.intendedAt);
  const places = [...groupBy(inOrder, ({ sample }) => placeOf(sample)).values()].flatMap((found) => {
    const [first] = found;
    if (first === undefined) return [];
    const { journey, step, kind } = first.sample;
    const of = (wanted: Side) => found.filter(({ side }) => side === wanted).map(({ sample }) => sample);
    return [{ journey, step, kind, base: of('base'), head: of('head') }];
  });
  // The sort is stable: steps of one journey stay in order of time.
  return places.sort((a, b) => (a.journey < b.journey ? -1 : a.journey > b.journey ? 1 : 0));
}

/** The samples that both sides have. A step that occurs several times in a round is paired in order. */
export function pairsOf({ base, head }: StepOfSides): Pair[] {
  const heads = groupBy(head, roundOf);
  return [...groupBy(base, roundOf)].flatMap(([round, inRound]) =>
    inRound.flatMap((step, occurrence) => {
      const other = heads.get(round)?.[occurrence];
      return other === undefined ? [] : [{ base: step, head: other }];
    }),
  );
}
