import { expect, test } from '@playwright/test';
import { changePoint, changePoints } from '../../../src/analysis/statistics/change-point.ts';
import { normals } from './draws.ts';

/** Yearly flow of the Nile at Aswan, 1871–1970, in 10⁸ m³: Cobb, "The problem of the Nile", Biometrika 65 (1978). */
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
  1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
  759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
  744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

test('the Nile fell after 1898, the known result for this series', () => {
  const change = changePoint(nile);
  expect(1871 + (change?.index ?? 0)).toBe(1899);
  // K = 1,620, from the sums of ranks; 2 exp(−6 K² ÷ (100³ + 100²)).
  expect(change?.probability).toBeCloseTo(3.591e-7, 10);
});

test('for eight values at two levels, 2 of the 70 ways to halve them are as clear', () => {
  expect(changePoint([1, 3, 2, 4, 8, 5, 7, 6])).toEqual({
    index: 4,
    probability: expect.closeTo(2 / 70, 12),
  });
});

test('without a change, false alarms are as frequent as the p-value says', () => {
  // Normal values without a change: the p-value is as exact as whole numbers of permutations allow.
  const normal = normals('no change');
  for (const count of [8, 12, 16, 30]) {
    let alarms = 0;
    const trials = count <= 12 ? 4000 : 400;
    for (let trial = 0; trial < trials; trial += 1) {
      const { probability = 1 } = changePoint(Array.from({ length: count }, normal)) ?? {};
      if (probability <= 0.05) alarms += 1;
    }
    expect(alarms / trials).toBeLessThan(0.05 + 3 * Math.sqrt(0.0475 / trials));
    expect(alarms / trials).toBeGreaterThan(0.01);
  }
});

test('fewer than eight values, or equal ones, have no change', () => {
  expect(changePoint([1, 1, 1, 9, 9, 9, 9])).toBeUndefined();
  expect(changePoint(Array.from({ length: 20 }, () => 120))).toBeUndefined();
  expect(changePoints([], 0.05)).toEqual([]);
});

test('two changes are found at their positions, in order', () => {
  const normal = normals('two changes');
  const level = (ms: number, count: number) => Array.from({ length: count }, () => ms + normal());
  const found = changePoints([...level(120, 12), ...level(165, 12), ...level(100, 12)], 0.05);
  expect(found.map(({ index }) => index)).toEqual([12, 24]);
  for (const { probability } of found) expect(probability).toBeLessThan(0.05);
});

test('in 30 runs, a change is detected once six runs have it', () => {
  const since = (count: number) => [
    ...Array.from({ length: 30 - count }, (_, run) => 120 + ((run + 1) % 3)),
    ...Array.from({ length: count }, (_, run) => 160 + (run % 2)),
  ];
  expect(changePoints(since(5), 0.05)).toEqual([]);
  expect(changePoints(since(6), 0.05).map(({ index }) => index)).toEqual([24]);
});
