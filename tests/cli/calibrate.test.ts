import { expect, test } from '@playwright/test';
import { footfall } from './footfall.ts';

test('help tells what calibrate does and its options', async () => {
  const { exitCode, said } = await footfall(['calibrate', '--help']);
  expect(exitCode).toBe(0);
  for (const word of ['--users <most>', '--duration <seconds>', '--browser <path>', '.footfall/calibrations'])
    expect(said).toContain(word);
  expect((await footfall(['--help'])).said).toContain('calibrate');
});

for (const [words, told] of [
  [['calibrate', 'pique'], 'there is no workload "pique"'],
  [['calibrate', '--users=0'], 'FOOTFALL_USERS (--users) must be a whole number from 1 to 1000'],
  [['calibrate', '--duration=soon'], 'FOOTFALL_DURATION (--duration) must be a whole number'],
] as const) {
  test(`footfall ${words.join(' ')} is refused before anything is started`, async () => {
    const { exitCode, said } = await footfall([...words]);
    expect(said).toContain(told);
    expect(said).not.toContain('users  steps');
    expect(exitCode).toBe(2);
  });
}

test('doctor tells what is known of this machine’s own error', async () => {
  const { said } = await footfall(['doctor']);
  expect(said).toMatch(
    /✓ error +(not known at 800×600: .*footfall calibrate|up to \d+ users measured|not even one)/,
  );
});
