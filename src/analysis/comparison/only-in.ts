import type { Comparison } from '../../sample/comparison.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { Side } from '../../sample/side.ts';
import type { StepOfSides } from './steps-of-sides.ts';

type OnlyIn = Comparison['onlyIn'];

/** A step of one side, and its position in its journey there. */
interface Placed {
  journey: string;
  step: string;
  position: number;
  found: StepOfSides;
}

function placed(steps: StepOfSides[], side: Side): Placed[] {
  const here = steps.filter((step) => step[side].length > 0);
  return [...groupBy(here, ({ journey }) => journey)].flatMap(([journey, inJourney]) =>
    inJourney
      .toSorted((a, b) => (a[side][0]?.intendedAt ?? 0) - (b[side][0]?.intendedAt ?? 0))
      .map((found, position) => ({ journey, step: found.step, position, found })),
  );
}

const words = (name: string) => new Set(name.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u));

/** The share of words that two names have in common, 0–1: the Jaccard index. */
function likeness(one: string, other: string): number {
  const [a, b] = [words(one), words(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}

/** The step on the other side at about the same position or with a similar name. */
function counterpart(lone: Placed, others: Placed[]): string | undefined {
  const [best] = others
    .filter(({ journey }) => journey === lone.journey)
    .map(({ step, position }) => ({
      step,
      apart: Math.abs(position - lone.position),
      alike: likeness(step, lone.step),
    }))
    .filter(({ apart, alike }) => apart <= 1 || alike > 0)
    .sort((a, b) => b.alike - a.alike || a.apart - b.apart);
  return best?.step;
}

/** Steps that only one side has: removed, renamed, or never reached. */
export function stepsOnOneSide(steps: StepOfSides[]): OnlyIn {
  const lone = (side: Side, other: Side) =>
    placed(steps, side).filter(({ found }) => found[other].length === 0);
  const [base, head] = [lone('base', 'head'), lone('head', 'base')];
  const onlyIn = (side: Side, mine: Placed[], others: Placed[]): OnlyIn =>
    mine.map((step) => {
      const perhaps = counterpart(step, others);
      return {
        side,
        journey: step.journey,
        step: step.step,
        ...(perhaps !== undefined && { perhaps }),
      };
    });
  return [...onlyIn('base', base, head), ...onlyIn('head', head, base)];
}

export function onlyInSentence({ side, journey, step, perhaps }: OnlyIn[number]): string {
  const renamed = perhaps === undefined ? 'removed, renamed or never reached' : `perhaps "${perhaps}" there`;
  return `${journey} › ${step}: only in ${side}, not in ${side === 'base' ? 'head' : 'base'} (${renamed}).`;
}
