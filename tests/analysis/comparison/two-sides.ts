import type { RunRecord } from '../../../src/sample/record.ts';
import type { StepSample } from '../../../src/sample/sample.ts';
import type { Side } from '../../../src/sample/side.ts';
import { record, step } from '../record.ts';

export const margin = { percent: 10, floorMs: 20 };
export const settings = { margin, looks: 1, look: 1, confidence: 0.95 };
export const names = { base: 'main', head: 'faster-search' };

/** Repeatable scatter without a trend: each of −10 … +10 ms once in 21 rounds. */
export const scatterMs = (round: number) => ((round * 8) % 21) - 10;

export interface PairOptions {
  rounds: number;
  users?: number;
  changes?: Partial<StepSample>;
}

/** The same step on both sides, round by round; `null` leaves a side out. */
export function pairs(
  { rounds, users = 2, changes = {} }: PairOptions,
  ms: (round: number, side: Side) => number | null,
): StepSample[] {
  return Array.from({ length: rounds * users }, (_, index) => {
    const round = Math.floor(index / users);
    return (['base', 'head'] as const).flatMap((side) => {
      const taken = ms(round, side);
      if (taken === null) return [];
      const at = round * 1000 + (side === 'head' ? 500 : 0);
      return [step(taken, at, { side, user: index % users, iteration: round, ...changes })];
    });
  }).flat();
}

/** A run that measured both sides. */
export function sideBySide(steps: StepSample[], users = 2): RunRecord {
  const made = record({ steps, users });
  made.run.sides = { base: 'http://127.0.0.1:4000/', head: 'http://127.0.0.1:5000/' };
  return made;
}

/** The same steps as an ordinary run. */
export function storedRun(id: string, steps: StepSample[], users = 2): RunRecord {
  const made = record({ steps, users });
  made.run.id = id;
  return made;
}
