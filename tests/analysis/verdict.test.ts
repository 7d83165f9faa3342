import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { Analysis } from '../../src/sample/analysis.ts';
import type { Sample } from '../../src/sample/sample.ts';
import { budget, hostReadings, record, releasedAt, steadyStartAt, step } from './record.ts';
import { sampleRun } from './sample-run.ts';

/** Samples of a single user allow no verdict. */
const users = 4;

/** One step every 1.5 s for each user. */
const steady = (ms: number, changes = {}) =>
  Array.from({ length: 40 }, (_, index) =>
    Array.from({ length: users }, (_, user) => step(ms, index * 1500, { user, ...changes })),
  ).flat();

test('a made-up peak run passes, and its analysis matches the schema', () => {
  const analysis = analyse(sampleRun());
  expect(Analysis.parse(analysis)).toEqual(analysis);
  expect(analysis.verdict).toEqual({
    outcome: 'pass',
    reasons: ['All 32 budgets are met, and the load was as configured.'],
  });
  expect(analysis.acceptance).toHaveLength(5);
  expect(analysis.run).toMatchObject({ users: 50, workers: 50 });
  expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
});

test('the same record gives the same analysis, whatever the order in which the files of the users are read', () => {
  const run = sampleRun({ timeoutShare: 0.01 });
  expect(analyse({ ...run, samples: run.samples.toReversed() })).toEqual(analyse(run));
});

test('a missed budget fails the run and is reported with limit and observed value', () => {
  const { verdict } = analyse(
    record({ users, steps: steady(2000), budgets: [budget(), budget({ statistic: 'p50', limit: 5000 })] }),
  );
  expect(verdict).toEqual({
    outcome: 'fail',
    reasons: [
      'search and refine › search: p75 latency was 2 s, at least 2 s at 95 % confidence; 1 s is allowed.',
    ],
  });
});

test('an inconclusive budget makes the run inconclusive', () => {
  const { verdict } = analyse(
    record({ users, steps: steady(10), budgets: [budget(), budget({ statistic: 'p99' })] }),
  );
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.reasons).toHaveLength(1);
  expect(verdict.reasons[0]).toContain('at least 299 are needed');
});

test('samples of a single user allow no verdict, however many they are, and the reason says so', () => {
  const ofOne = steady(10).map((sample) => ({ ...sample, user: 0 }));
  const { verdict } = analyse(record({ steps: ofOne, budgets: [budget(), budget({ statistic: 'mean' })] }));
  expect(verdict.outcome).toBe('inconclusive');
  for (const reason of verdict.reasons) {
    expect(reason).toContain(
      'all samples come from one user and are correlated; at least two users are needed',
    );
  }
});

test('a missed limit that only warns is reported and does not change the outcome', () => {
  const warning = budget({ id: 'w', limit: 5, level: 'warn', owner: 'search team', why: 'it was 3 once' });
  const steps = steady(10);
  const passed = analyse(record({ users, steps, budgets: [budget(), warning] }));
  expect(passed.budgets.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
  expect(passed.verdict).toEqual({
    outcome: 'pass',
    reasons: [
      '1 of 2 budgets is met, the rest only warn, and the load was as configured.',
      'Warning: search and refine › search: p75 latency was 10 ms, at least 10 ms at 95 % confidence; 5 ms is allowed. (search team: it was 3 once)',
    ],
  });
  const open = budget({ id: 'o', statistic: 'p99', limit: 100, level: 'warn' });
  expect(analyse(record({ users, steps, budgets: [budget(), open] })).verdict.outcome).toBe('pass');
  const failed = analyse(record({ users, steps, budgets: [warning, budget({ limit: 5 })] })).verdict;
  expect(failed.outcome).toBe('fail');
  expect(failed.reasons.at(-1)).toMatch(/^Warning: /);
  expect(analyse(record({ users, steps, budgets: [warning] })).verdict).toMatchObject({
    outcome: 'inconclusive',
    reasons: ['No evaluated budget can fail the run: all limits only warn.', /^Warning: /],
  });
});

test('without a budget there is no verdict', () => {
  const { verdict } = analyse(record({ users, steps: steady(10) }));
  expect(verdict).toEqual({
    outcome: 'inconclusive',
    reasons: ['No budget was evaluated: list budget files in the workload.'],
  });
});

test('a budget missed while the generator was busy is inconclusive and names the signals', () => {
  const telemetry = hostReadings(0.97, 60);
  const { verdict } = analyse(record({ users, steps: steady(2000), budgets: [budget()], telemetry }));
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.reasons).toHaveLength(1);
  expect(verdict.reasons[0]).toContain(
    'But the generator was busy in 100 % of the steps (CPU use of the machine in 100 %), so the generator itself may be the cause',
  );
});

test('a budget met while the generator was busy is still a pass, with a note', () => {
  const busy = analyse(
    record({ users, steps: steady(10), budgets: [budget()], telemetry: hostReadings(0.97, 60) }),
  );
  expect(busy.verdict).toEqual({
    outcome: 'pass',
    reasons: [
      'The only budget is met, and the load was as configured.',
      'The generator was busy in 100 % of the steps (CPU use of the machine in 100 %): the true values are at most the measured ones.',
    ],
  });
  const idle = analyse(
    record({ users, steps: steady(10), budgets: [budget()], telemetry: hostReadings(0.9, 60) }),
  );
  expect(idle.verdict.reasons).toHaveLength(1);
});

test('a quarter of contaminated steps neither excuses a missed budget nor adds a note', () => {
  // Ten of the forty steps lie in the first 15 s.
  const telemetry = [...hostReadings(0.97, 15), ...hostReadings(0.5, 60).slice(15)];
  const missed = analyse(record({ users, steps: steady(1200), budgets: [budget()], telemetry }));
  expect(missed.generator.contaminatedShare).toBe(0.25);
  expect(missed.verdict.outcome).toBe('fail');
  const met = analyse(record({ users, steps: steady(10), budgets: [budget()], telemetry }));
  expect(met.generator.contaminatedShare).toBe(0.25);
  expect(met.verdict.reasons).toHaveLength(1);

  const more = [...hostReadings(0.97, 16), ...hostReadings(0.5, 60).slice(16)];
  const open = analyse(
    record({ users, steps: steady(700), budgets: [budget({ limit: 100 })], telemetry: more }),
  );
  expect(open.generator.contaminatedShare).toBe(11 / 40);
  expect(open.verdict.outcome).toBe('inconclusive');
});

test('a load that was not as configured makes the run invalid even if the generator was busy', () => {
  const telemetry = hostReadings(0.97, 60);
  for (const ms of [10, 2000]) {
    const { verdict } = analyse(
      record({ users, steps: steady(ms, { lagMs: 100 }), budgets: [budget()], telemetry }),
    );
    expect(verdict.outcome).toBe('invalid');
    expect(verdict.reasons[0]).toContain('The generator delivered 93.3 % of the load');
    expect(verdict.reasons.join(' ')).not.toContain('was busy');
  }
});

test('a missed count fails the run however busy the machine, next to inconclusive times', () => {
  const budgets = [budget(), budget({ metric: 'documents', statistic: 'min', limit: 200_000 })];
  const telemetry = hostReadings(0.97, 60);
  const { verdict } = analyse(record({ users, steps: steady(2000), budgets, telemetry }));
  expect(verdict.outcome).toBe('fail');
  expect(verdict.reasons).toHaveLength(1);
  expect(verdict.reasons[0]).toContain('documents in the target');
});

test('fewer active users than configured make the run invalid, whatever the latencies', () => {
  const run = record({ users, steps: steady(2000), budgets: [budget()] });
  const others = run.samples.map((sample) =>
    sample.type === 'user' && sample.user === 2 && sample.event === 'end'
      ? { ...sample, at: steadyStartAt + 30_000 }
      : sample,
  );
  const { verdict, load } = analyse({ ...run, samples: others });
  expect(load.activeUsers).toEqual({ min: 3, median: 3.5, max: 4 });
  expect(verdict.outcome).toBe('invalid');
  expect(verdict.reasons[0]).toContain('Only 3 of 4 users were active');
});

test('a load that was delivered too late makes the run invalid', () => {
  const steps = steady(10, { lagMs: 76, correctedMs: 86 });
  const late = analyse(record({ users, steps, budgets: [budget()] }));
  // 40 · 76 ms of each user's 60 s is 5.07 % lost.
  expect(late.load.deliveredShare).toBeCloseTo(1 - (40 * 76) / 60_000, 10);
  expect(late.verdict.outcome).toBe('invalid');
  const nearly = analyse(
    record({ users, steps: steady(10, { lagMs: 74, correctedMs: 84 }), budgets: [budget()] }),
  );
  expect(nearly.verdict.outcome).toBe('pass');
});

test('a user count that contradicts the steps makes the run invalid', () => {
  const ofOne = steady(10).filter((sample) => sample.user === 0);
  const { verdict } = analyse(record({ users, steps: ofOne, budgets: [budget()] }));
  expect(verdict.outcome).toBe('invalid');
  expect(verdict.reasons[0]).toContain("Little's law gives 1 user from the steps, but the user count is 4");
});

function cutAt(at: number, end: Sample[] = []) {
  const run = sampleRun();
  return {
    ...run,
    samples: [
      ...run.samples.filter(
        (sample) =>
          sample.type === 'schedule' ||
          (sample.type === 'step' ? sample.intendedAt + sample.correctedMs : sample.at) < at,
      ),
      ...end,
    ],
    telemetry: run.telemetry.filter((reading) => reading.at < at),
  };
}

const schedule = sampleRun().samples.find((sample) => sample.type === 'schedule');
const startAt = schedule?.steadyStartAt ?? 0;

test('an interrupted run is inconclusive and says how far it got, even if its budgets are met', () => {
  const { verdict, run, load } = analyse(
    cutAt(startAt + 40_000, [{ type: 'end', at: startAt + 40_000, reason: 'interrupted' }]),
  );
  expect(run.cutShort).toBe('was interrupted after 40 s of 1 min of steady state');
  expect(load.steadyMs).toBe(40_000);
  expect(load.activeUsers?.min).toBe(50);
  expect(load.deliveredShare).toBeGreaterThan(0.95);
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.reasons[0]).toBe('The run was interrupted after 40 s of 1 min of steady state.');
});

test('a run whose machine died is evaluated up to its last sample', () => {
  const { verdict, run, load, timeline } = analyse(cutAt(startAt + 40_000));
  expect(run.cutShort).toMatch(
    /^stopped for an unknown reason after (39\.\d|40) s of 1 min of steady state$/,
  );
  expect(load.activeUsers?.min).toBe(50);
  expect(timeline).toHaveLength(48);
  expect(verdict.outcome).toBe('inconclusive');
});

test('a run cut short that already missed a budget fails', () => {
  const steps = steady(2000).slice(0, 20 * users);
  const others: Sample[] = [
    { type: 'schedule', barrierMs: 1, releasedAt, steadyStartAt, steadyEndAt: steadyStartAt + 60_000 },
    ...Array.from({ length: users }, (_, user): Sample => {
      return { type: 'user', user, journey: 'search and refine', event: 'start', at: releasedAt };
    }),
    { type: 'end', at: steadyStartAt + 31_000, reason: 'failed' },
  ];
  const { verdict } = analyse(record({ users, steps, budgets: [budget()], others }));
  expect(verdict.outcome).toBe('fail');
  expect(verdict.reasons.at(-1)).toBe('The run failed after 31 s of 1 min of steady state.');
});

test('a run that ended in its ramp-up or before its barrier has no measurements and makes no claims', () => {
  for (const record of [cutAt(startAt - 3000), { ...sampleRun(), samples: [], telemetry: [] }]) {
    const analysis = analyse(record);
    expect(Analysis.parse(analysis)).toEqual(analysis);
    expect(analysis.verdict.outcome).toBe('inconclusive');
    expect(analysis.load).not.toHaveProperty('activeUsers');
    expect(analysis.load).not.toHaveProperty('deliveredShare');
    expect(analysis.load).not.toHaveProperty('stepsPerSecond');
    expect(JSON.stringify(analysis)).not.toContain('null');
  }
  expect(analyse({ ...sampleRun(), samples: [] }).verdict.reasons).toEqual([
    'The run stopped for an unknown reason before all users were ready.',
  ]);
});
