import { expect, test } from '@playwright/test';
import { adviseMargin } from '../../../src/analysis/comparison/advise-margin.ts';
import { compareSides } from '../../../src/analysis/comparison/compare-sides.ts';
import { sameAgainstSame } from '../../../src/analysis/comparison/same-against-same.ts';
import { SameAgainstSame } from '../../../src/sample/comparison.ts';
import { names, pairs, scatterMs, settings, sideBySide } from './two-sides.ts';

/** Ten rounds of two users in which head is slower by this much. */
const comparison = (slowerMs: number, rounds = 10) =>
  compareSides(
    sideBySide(
      pairs({ rounds }, (round, side) => 100 + (side === 'head' ? slowerMs + scatterMs(round) / 5 : 0)),
    ),
    names,
    settings,
  );

test('counts false alarms, with Wilson bounds, and gives the smallest change that can be detected', () => {
  const quiet = comparison(0);
  const loud = comparison(60);
  const result = sameAgainstSame([quiet, quiet, quiet, loud]);
  expect(SameAgainstSame.parse(structuredClone(result))).toEqual(result);
  // Each has a typical latency and errors; the p95 has no interval with 20 pairs, so it cannot give an alarm.
  expect(result).toMatchObject({ comparisons: 4, failed: 1, judged: 8, resolved: 8, alarms: 1 });
  // Wilson, two-sided 95 %, 1 of 8: z = 1.95996.
  expect(result.alarmShare.observed).toBe(0.125);
  expect(result.alarmShare.lower).toBeCloseTo(0.0224, 3);
  expect(result.alarmShare.upper).toBeCloseTo(0.4709, 3);
  const latency = quiet.steps[0]?.metrics[0];
  const reach = ((latency?.change?.upper ?? 0) - (latency?.change?.lower ?? 0)) / 2;
  expect(reach).toBeGreaterThan(0);
  expect(result.smallestChangeMs.p50).toBeCloseTo(20 + reach, 9);
  expect(result.durationMs).toBe(quiet.durationMs);
});

test('throws if there is nothing to count false alarms in', () => {
  expect(() => sameAgainstSame([])).toThrow(/no step has an interval/);
  expect(() => sameAgainstSame([comparison(0, 3)])).toThrow(/compare for longer or with more users/);
});

test('advises the smallest margin that resolves 95 % and gives no false alarm', () => {
  const seen = (value: number, reach: number, base = 50) => ({ base, value, reach });
  expect(adviseMargin([seen(1, 2)])).toEqual({ percent: 5, floorMs: 5 });
  expect(adviseMargin([seen(-6, 7)])).toEqual({ percent: 5, floorMs: 15 });
  // One in twenty may stay unresolved, but none may be called changed.
  const quiet = Array.from({ length: 19 }, () => seen(1, 2));
  expect(adviseMargin([...quiet, seen(3, 40)])).toEqual({ percent: 5, floorMs: 5 });
  expect(adviseMargin([...quiet, seen(30, 3)])).toEqual({ percent: 5, floorMs: 30 });
  // Slow steps that scatter in proportion need a percentage, so that fast ones can keep a small floor.
  const slow = Array.from({ length: 5 }, () => seen(0, 140, 1000));
  expect(adviseMargin([...quiet, ...slow])).toEqual({ percent: 15, floorMs: 5 });
});
