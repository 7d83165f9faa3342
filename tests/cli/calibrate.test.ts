import { expect, test } from '@playwright/test';
import { footfall } from './footfall.ts';
import { footfallHere } from './in-process.ts';

test('help describes calibrate and its options', async () => {
  const { exitCode, said } = await footfallHere(['calibrate', '--help']);
  expect(exitCode).toBe(0);
  for (const word of ['--users <max>', '--duration <seconds>', '--browser <path>', '.footfall/calibrations'])
    expect(said).toContain(word);
  expect((await footfallHere(['--help'])).said).toContain('calibrate');
});

for (const [words, message] of [
  [['calibrate', 'pique'], 'there is no workload "pique"'],
  [['calibrate', '--users=0'], 'FOOTFALL_USERS (--users) must be a whole number from 1 to 1000'],
  [['calibrate', '--duration=soon'], 'FOOTFALL_DURATION (--duration) must be a whole number'],
] as const) {
  test(`footfall ${words.join(' ')} is refused before anything is started`, async () => {
    const { exitCode, said } = await footfallHere([...words]);
    expect(said).toContain(message);
    expect(said).not.toContain('users  steps');
    expect(exitCode).toBe(2);
  });
}

test('doctor reports the measurement error of this machine', async () => {
  const { said } = await footfall(['doctor']);
  expect(said).toMatch(
    /✓ accuracy +(unknown at 800×600: .*footfall calibrate|measures up to \d+ users|does not measure even one)/,
  );
});
