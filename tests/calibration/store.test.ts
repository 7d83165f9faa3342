import { mkdtempSync, readdirSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findCalibration, saveCalibration } from '../../src/store/calibration.ts';
import { someCalibration } from './some-calibration.ts';

const wanted = someCalibration();
const { machine } = wanted;

/** Saves a calibration into a new folder. */
function save() {
  const root = mkdtempSync(join(tmpdir(), 'footfall-test-'));
  return { root, file: saveCalibration(root, someCalibration()) };
}

test('a stored calibration is found for the same machine, browser and viewport', () => {
  const { root, file } = save();
  expect(findCalibration(root, wanted)).toEqual(someCalibration());
  saveCalibration(root, { ...someCalibration(), ended: 'later' });
  expect(findCalibration(root, wanted)?.ended).toBe('later');
  expect(readdirSync(dirname(file))).toEqual(['156.0.1.2-800x600.json']);
});

test('it does not apply to another browser or viewport', () => {
  const { root } = save();
  const reasons: string[] = [];
  const find = (other: Partial<typeof wanted>) =>
    findCalibration(root, { ...wanted, ...other }, (reason) => reasons.push(reason));
  expect(find({ browser: { name: 'Chromium', version: '147.0.1.2' } })).toBeUndefined();
  expect(find({ viewport: '390×844' })).toBeUndefined();
  expect(reasons).toEqual([]);
});

for (const [what, other] of [
  ['another processor', { ...machine, cpuModel: 'Xeon' }],
  ['another number of cores', { ...machine, cores: 4 }],
  ['other memory', { ...machine, memoryBytes: machine.memoryBytes * 1.07 }],
] as const) {
  test(`${what} means another machine, and the reason is reported`, () => {
    const { root } = save();
    const reasons: string[] = [];
    expect(findCalibration(root, { ...wanted, machine: other }, (reason) => reasons.push(reason))).toBe(
      undefined,
    );
    expect(reasons).toEqual([expect.stringContaining('made on another machine (EPYC, 2 cores)')]);
  });
}

test('a little more or less memory is the same machine', () => {
  const { root } = save();
  for (const factor of [0.97, 1.03]) {
    const other = { ...machine, memoryBytes: machine.memoryBytes * factor };
    expect(findCalibration(root, { ...wanted, machine: other })).toBeDefined();
  }
});

for (const bytes of [0, 300]) {
  test(`a file truncated to ${bytes} bytes is ignored, and the reason is reported`, () => {
    const { root, file } = save();
    truncateSync(file, bytes);
    const reasons: string[] = [];
    expect(findCalibration(root, wanted, (reason) => reasons.push(reason))).toBeUndefined();
    expect(reasons).toEqual([expect.stringContaining(file)]);
  });
}
