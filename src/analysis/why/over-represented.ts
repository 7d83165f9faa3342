import { groupBy } from '../../sample/group-by.ts';
import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { chanceOfSoMany } from './chance-of-so-many.ts';
import type { Finding, Sides } from './finding.ts';

/**
 * A class is reported if its share of the slowest steps is at least this many times its share of all steps. A class that
 * makes up more than half of all steps can never be twice as frequent; it is reported if all other classes together are
 * this many times rarer.
 */
const leastRatio = 2;

const isMarked = (slowShare: number, share: number) =>
  slowShare >= leastRatio * share || leastRatio * (1 - slowShare) <= 1 - share;

/** Sorts steps into classes, and completes a sentence that begins with "18 of the 20 slowest". */
export interface Category {
  factor: Finding['factor'];
  /** Undefined if the step has no class. */
  classOf(step: StepSample): string | undefined;
  say(name: string): string;
}

/**
 * The class whose over-representation among the slowest steps is most significant. The p-value is corrected for the number
 * of classes (Bonferroni). Undefined if no step has a class, or all have the same one.
 */
export function overRepresented(
  { slowest, others }: Sides,
  { factor, classOf, say }: Category,
): Finding | undefined {
  const classesOf = (steps: StepSample[]) => steps.flatMap((step) => classOf(step) ?? []);
  const slow = classesOf(slowest);
  const all = [...slow, ...classesOf(others)];
  const bySize = groupBy(all, (name) => name);
  if (slow.length === 0 || bySize.size < 2) return undefined;
  const [surest] = [...groupBy(slow, (name) => name)]
    .map(([name, { length: seen }]) => {
      const marked = bySize.get(name)?.length ?? 0;
      const share = marked / all.length;
      return { name, seen, share, chance: chanceOfSoMany(seen, slow.length, marked, all.length) };
    })
    .filter(({ seen, share }) => isMarked(seen / slow.length, share))
    .sort((a, b) => a.chance - b.chance);
  if (!surest) return { factor, chance: 1 };
  return {
    factor,
    chance: Math.min(1, surest.chance * bySize.size),
    sentence: `${formatCount(surest.seen)} of the ${formatCount(slow.length)} slowest ${say(surest.name)}, against ${wholePercent(surest.share)} of all`,
  };
}

/** `31 %`; with decimals below one percent. */
function wholePercent(share: number): string {
  return formatShare(share < 0.01 ? share : Math.round(share * 100) / 100);
}
