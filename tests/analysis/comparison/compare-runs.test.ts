import { expect, test } from '@playwright/test';
import { compareRuns } from '../../../src/analysis/comparison/compare-runs.ts';
import { Comparison } from '../../../src/sample/comparison.ts';
import type { RunRecord } from '../../../src/sample/record.ts';
import type { StepSample } from '../../../src/sample/sample.ts';
import { givenUp, step } from '../record.ts';
import { sampleRun } from '../sample-run.ts';
import { margin, scatterMs, storedRun } from './two-sides.ts';

const users = 10;

function steps(count: number, ms: (index: number) => number, changes: Partial<StepSample> = {}) {
  return Array.from({ length: count }, (_, index) =>
    step(ms(index), index * 100, { user: index % users, iteration: Math.floor(index / users), ...changes }),
  );
}

function compared(base: RunRecord, head: RunRecord) {
  const comparison = compareRuns(base, head, margin);
  expect(Comparison.parse(structuredClone(comparison))).toEqual(comparison);
  return comparison;
}

const run = (id: string, ms: (index: number) => number) => storedRun(id, steps(315, ms), users);
const latencyOf = (comparison: Comparison) => comparison.steps[0]?.metrics[0];

test('a shift between two runs is found, with a note on how far two runs can be trusted', () => {
  const comparison = compared(run('one', scatter(200)), run('two', scatter(260)));
  expect(comparison.method).toBe('stored runs');
  expect(latencyOf(comparison)).toMatchObject({ base: 200, head: 260, outcome: 'slower' });
  expect(latencyOf(comparison)?.change?.value).toBe(60);
  expect(comparison.verdict.outcome).toBe('fail');
  expect(comparison.notes[0]).toContain('26 % for the same program between two jobs');
  expect(comparison.durationMs).toBeUndefined();
});

function scatter(ms: number) {
  return (index: number) => ms + scatterMs(index);
}

test('a run is the same as itself, in every judged metric of every step', () => {
  const made = sampleRun({ users: 20, steadyStateMs: 120_000 });
  const comparison = compared(made, made);
  expect(comparison.steps.length).toBeGreaterThan(5);
  for (const { metrics } of comparison.steps) {
    for (const metric of metrics) {
      expect(metric.outcome).not.toBe('slower');
      expect(metric.outcome).not.toBe('faster');
      if (metric.change) expect(metric.change.value).toBe(0);
    }
  }
});

test('the layers of two runs show what changed', () => {
  const slow = sampleRun({ delayMs: 150, seed: 8 });
  const comparison = compared(sampleRun(), slow);
  const search = comparison.steps.find(({ step: name }) => name === 'search');
  expect(search?.metrics[0]?.outcome).toBe('slower');
  expect(search?.metrics[0]?.reason).toMatch(/of it: app server\.$/);
});

const changes: [string, (record: RunRecord) => void][] = [
  [
    'browser chromium 156.0.7700.0 → chromium 157.0',
    ({ run: { browser } }) => void (browser.version = '157.0'),
  ],
  ['CPU Example CPU → Other CPU', ({ run: { environment } }) => void (environment.cpuModel = 'Other CPU')],
  ['viewport 1280×720 → 800×720', ({ run: { workload } }) => void (workload.viewport.width = 800)],
  ['workload peak → smoke', ({ run: { workload } }) => void (workload.name = 'smoke')],
  ['users 10 → 50', ({ run: { workload } }) => void (workload.users = 50)],
  ['think time 1.5 s–3.5 s → 1.5 s–9 s', ({ run: { workload } }) => void (workload.thinkTimeMs.max = 9000)],
];
for (const [difference, change] of changes) {
  test(`nothing is called changed if the runs differ in ${difference.split(' ')[0]}`, () => {
    const head = run('two', scatter(900));
    change(head);
    const comparison = compared(run('one', scatter(200)), head);
    expect(comparison.steps.flatMap(({ metrics }) => metrics.map(({ outcome }) => outcome))).toEqual(
      Array(3).fill('unresolved'),
    );
    expect(comparison.verdict.outcome).toBe('invalid');
    expect(comparison.verdict.reasons[0]).toBe(`The runs cannot be compared: ${difference}.`);
  });
}

test('a different Footfall version, seed or number of documents is noted, but does not affect the verdict', () => {
  const head = run('two', scatter(200));
  head.run.footfall = '0.2.0';
  head.run.workload.seed = 99;
  delete head.run.target.documents;
  const comparison = compared(run('one', scatter(200)), head);
  expect(comparison.verdict.outcome).toBe('pass');
  expect(comparison.notes).toEqual([
    expect.any(String),
    'Differs: Footfall 0.1.0 → 0.2.0.',
    'Differs: seed 7 → 99.',
    'Differs: documents 117,791 → unknown.',
  ]);
});

test('a step that the base lacks is reported', () => {
  const head = storedRun(
    'two',
    [...steps(300, scatter(200)), ...steps(50, scatter(90), { step: 'refine' })],
    users,
  );
  const comparison = compared(run('one', scatter(200)), head);
  expect(comparison.onlyIn).toEqual([{ side: 'head', journey: 'search and refine', step: 'refine' }]);
  expect(comparison.verdict.outcome).toBe('inconclusive');
});

test('a single user gives no interval, and the reason says so', () => {
  const alone = (id: string, ms: number) =>
    storedRun(
      id,
      steps(300, scatter(ms)).map((sample) => ({ ...sample, user: 0 })),
      1,
    );
  const comparison = compared(alone('one', 100), alone('two', 500));
  expect(latencyOf(comparison)).toMatchObject({ outcome: 'unresolved' });
  expect(latencyOf(comparison)?.reason).toBe(
    '+400 ms, from one user only, whose steps are correlated, so there is no confidence interval.',
  );
  expect(comparison.verdict.outcome).toBe('inconclusive');
});

test('no samples, only failed steps, and equal values throughout', () => {
  const base = run('one', () => 100);
  expect(
    compared(
      base,
      run('two', () => 100),
    ).verdict.outcome,
  ).toBe('pass');
  expect(compared(base, storedRun('two', [], users)).verdict).toEqual({
    outcome: 'inconclusive',
    reasons: ['Nothing was measured on head.'],
  });
  const failed = Array.from({ length: 300 }, (_, index) => ({
    ...givenUp(15_000, index * 100),
    user: index % users,
  }));
  const comparison = compared(base, storedRun('two', failed, users));
  expect(comparison.verdict.outcome).toBe('fail');
  expect(latencyOf(comparison)?.reason).toBe('One side has no answered steps.');
});

test('the folder of a comparison cannot be compared as a run', () => {
  const head = run('two', scatter(200));
  head.run.sides = { base: 'http://127.0.0.1:4000/', head: 'http://127.0.0.1:5000/' };
  expect(compared(run('one', scatter(200)), head).verdict.reasons[0]).toBe(
    'The runs cannot be compared: two is itself a comparison.',
  );
});

test('a run that was cut short cannot pass, but still fails if it is slower', () => {
  const stopped = (ms: number) => {
    const head = run('two', scatter(ms));
    const samples = head.samples.map((sample) =>
      sample.type === 'schedule' ? { ...sample, steadyEndAt: sample.steadyEndAt + 600_000 } : sample,
    );
    return { ...head, samples };
  };
  const unchanged = compared(run('one', scatter(200)), stopped(200)).verdict;
  expect(unchanged.outcome).toBe('inconclusive');
  expect(unchanged.reasons[0]).toMatch(/^On head: The run .* of steady state\.$/);
  expect(compared(run('one', scatter(200)), stopped(260)).verdict.outcome).toBe('fail');
});
