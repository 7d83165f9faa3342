import { groupBy } from '../../sample/group-by.ts';
import type { StepSample } from '../../sample/sample.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { chanceOfSoMany } from './chance-of-so-many.ts';
import type { Finding, Sides } from './finding.ts';

/**
 * A class is told when its share among the slowest is so many times its share among all. One that is more than half of all can never
 * be twice as frequent; it is told when all others together are so many times rarer.
 */
const leastRatio = 2;

const isMarked = (slowShare: number, share: number) =>
  slowShare >= leastRatio * share || leastRatio * (1 - slowShare) <= 1 - share;

/** What sorts steps into classes, and how a sentence about one of them goes on after "18 of the 20 slowest". */
export interface Category {
  factor: Finding['factor'];
  /** Undefined when the step does not tell. */
  classOf(step: StepSample): string | undefined;
  say(name: string): string;
}

/**
 * The class that is most surely more frequent among the slowest than among all. The chance is corrected for how many classes there
 * are (Bonferroni). Undefined when no step tells its class, or all are of the same.
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

/** `31 %`; below one percent with decimals. */
function wholePercent(share: number): string {
  return formatShare(share < 0.01 ? share : Math.round(share * 100) / 100);
}
