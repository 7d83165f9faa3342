import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { Analysis } from '../../src/sample/analysis.ts';
import type { ClockSample, Sample, UserSample } from '../../src/sample/sample.ts';
import { calibration, record, releasedAt, steadyStartAt, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

function withOthers(...others: Sample[]) {
  const run = record({ steps: [step(10, 0)] });
  return analyse({ ...run, samples: [...run.samples, ...others] });
}

const lost = (user: number, at: number, message?: string): UserSample => ({
  type: 'user',
  user,
  journey: 'search and refine',
  event: 'lost',
  at,
  ...(message !== undefined && { message }),
});

test('each lost user is listed once, with time and reason', () => {
  const { lostUsers } = withOthers(
    lost(4, releasedAt + 9000, 'its worker was killed'),
    lost(2, releasedAt + 7000),
    lost(4, releasedAt + 8000, 'its page crashed'),
  );
  expect(lostUsers).toEqual([
    { user: 2, journey: 'search and refine', atMs: 7000, message: 'reason unknown' },
    { user: 4, journey: 'search and refine', atMs: 8000, message: 'its page crashed' },
  ]);
  expect(withOthers().lostUsers).toEqual([]);
});

test('the time of a user lost before a barrier that never opened is relative to the start of the run', () => {
  const run = sampleRun();
  const startedAt = Date.parse(run.run.startedAt);
  const analysis = analyse({ ...run, telemetry: [], samples: [lost(3, startedAt + 2500, 'no browser')] });
  expect(Analysis.parse(analysis).lostUsers).toMatchObject([{ user: 3, atMs: 2500, message: 'no browser' }]);
});

test('a run that lost users is invalid and names them', () => {
  const { verdict, load, lostUsers } = analyse(sampleRun({ lostUsers: 5 }));
  expect(load.activeUsers?.min).toBe(45);
  expect(lostUsers.map(({ user }) => user).toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(verdict.outcome).toBe('invalid');
  expect(verdict.reasons[0]).toContain('Only 45 of 50 users were active');
  expect(verdict.reasons[1]).toMatch(
    /^Lost: (user \d after \d+(\.\d)? s \(its page crashed\), ){3}2 more\.$/,
  );
});

test('a user lost before the release is reported without a time', () => {
  const run = record({ users: 2, steps: [step(10, 0)] });
  const samples = run.samples.filter((sample) => sample.type !== 'user' || sample.user !== 1);
  const { verdict } = analyse({ ...run, samples: [...samples, lost(1, releasedAt - 300, 'no page')] });
  expect(verdict.outcome).toBe('invalid');
  expect(verdict.reasons).toContain('Lost: user 1 before the release (no page).');
});

const compared = (of: ClockSample['of'], boundMs: number, user?: number, at = releasedAt): ClockSample => ({
  type: 'clock',
  of,
  at,
  offsetMs: 12,
  boundMs,
  ...(user !== undefined && { user }),
});

test('the bound of a user is the sum of both hops, from their last comparison', () => {
  const { clocks } = withOthers(
    compared('page', 0.5, 0, releasedAt + 900),
    compared('page', 3, 0),
    compared('worker', 0.25, 0),
    compared('page', 1, 1),
    compared('worker', 0.5, 1),
    compared('page', 4, 2),
    compared('worker', 1, 2),
    // Left out: the offset of its worker's clock is unknown.
    compared('page', 90, 3),
    compared('server', 2.5),
  );
  expect(clocks).toEqual({
    users: { boundMs: { median: 1.5, max: 5 } },
    server: { offsetMs: 12, boundMs: 2.5 },
  });
});

test('clocks that were not compared are absent', () => {
  expect(withOthers()).not.toHaveProperty('clocks');
  expect(withOthers(compared('server', 2)).clocks).toEqual({ server: { offsetMs: 12, boundMs: 2 } });
  expect(withOthers(compared('page', 1, 0), compared('worker', 1, 0)).clocks).toEqual({
    users: { boundMs: { median: 2, max: 2 } },
  });
});

test('a clock comparison does not extend a run that was cut short', () => {
  const run = record({ steps: [] });
  const cut = run.samples
    .filter(({ type }) => type !== 'end')
    .map(
      (sample): Sample =>
        sample.type === 'user' ? { ...sample, at: Math.min(sample.at, steadyStartAt + 5000) } : sample,
    );
  const before = analyse({ ...run, samples: cut });
  const after = analyse({ ...run, samples: [...cut, compared('page', 1, 0, steadyStartAt + 40_000)] });
  expect(before.load.steadyMs).toBe(5000);
  expect(after.load).toEqual(before.load);
});

test('the measuring error comes from the next level with at least as many users as the run', () => {
  const errorOf = (users: number, levels: number[]) => {
    const run = record({ users });
    run.run.calibration = calibration(levels, { truthfulUsers: 50 });
    const { measuringError } = analyse(run);
    return measuringError && { users: measuringError.level.users, beyond: measuringError.beyond };
  };
  expect(errorOf(50, [1, 10, 50, 100])).toEqual({ users: 50, beyond: false });
  expect(errorOf(11, [100, 50, 10, 1])).toEqual({ users: 50, beyond: false });
  expect(errorOf(101, [1, 10, 100])).toEqual({ users: 100, beyond: true });
  expect(analyse(record({}))).not.toHaveProperty('measuringError');
  const run = record({});
  run.run.calibration = calibration([1]);
  expect(analyse(run).measuringError).not.toHaveProperty('truthfulUsers');
  expect(analyse(run).measuringError).toMatchObject({ at: '2026-11-19T08:00:00.000Z', beyond: false });
});

test('long frames and soft navigations are counted by step', () => {
  const frame = (durationMs: number, invoker: string) => ({
    longFrame: {
      startMs: 3,
      durationMs,
      blockingMs: durationMs - 50,
      script: { invoker, durationMs: durationMs - 5 },
    },
  });
  const steps = [
    step(200, 0, frame(60, 'A.onclick')),
    step(200, 10, { ...frame(130, 'BUTTON.onclick'), softNavigation: { url: '/?q=a', paintMs: 180 } }),
    step(200, 20, frame(70, 'A.onclick')),
    step(200, 30, { softNavigation: { url: '/?q=b' } }),
    step(200, 40, { step: 'open a result' }),
    step(200, -40, { phase: 'ramp', ...frame(999, 'in the ramp') }),
  ];
  const [search, open] = analyse(record({ steps })).steps;
  expect(search).toMatchObject({
    longFrames: { steps: 3, longest: frame(130, 'BUTTON.onclick').longFrame },
    softNavigations: 2,
  });
  expect(open).not.toHaveProperty('longFrames');
  expect(open).not.toHaveProperty('softNavigations');
});

test('the number of workers is the one in the plan of the run', () => {
  const run = record({ users: 6 });
  run.run.workers = 2;
  expect(analyse(run).run).toMatchObject({ users: 6, workers: 2 });
});
