import type { RunPlan } from '../sample/run.ts';
import type { Side } from '../sample/side.ts';

/** The addresses that users visit: the target, or both of its versions, base first. */
export function sidesOf({
  sides,
  target,
}: Pick<RunPlan, 'sides' | 'target'>): { side?: Side; url: string }[] {
  if (!sides) return [target];
  return [
    { side: 'base', url: sides.base },
    { side: 'head', url: sides.head },
  ];
}
