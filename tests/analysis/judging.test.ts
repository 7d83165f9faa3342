import { expect, test } from '@playwright/test';
import { makeBaseline } from '../../src/analysis/across-runs/baseline.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import type { BudgetResult } from '../../src/sample/analysis.ts';
import type { Budget } from '../../src/sample/budget.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import type { AuditSample, StepSample } from '../../src/sample/sample.ts';
import { budget, givenUp, hostReadings, record, releasedAt, step } from './record.ts';

/** Steps of this many users, 10 each, one per second; `change` adjusts them. */
function stepsOf(users: number, change: (index: number) => Partial<StepSample>, ms = 100): StepSample[] {
  return Array.from({ length: users * 10 }, (_, index) =>
    step(ms, Math.floor(index / users) * 1000, { user: index % users, ...change(index) }),
  );
}

/** Users in turns take 100, 101, … 109 ms. */
const scattered = (users: number, addedMs = 0) =>
  stepsOf(users, (index) => {
    const ms = 100 + addedMs + ((index * 7) % 10);
    return { responseMs: ms, correctedMs: ms, paint: { frameMs: ms } };
  });

function judged(
  changes: Partial<Budget>,
  steps: StepSample[],
  run: Partial<RunRecord['run']> = {},
): BudgetResult {
  const made = record({ steps, budgets: [budget(changes)], users: 20 });
  const [result] = analyse({ ...made, run: { ...made.run, ...run } }).budgets;
  if (result === undefined) throw new Error('the budget was not evaluated');
  return result;
}

test('a mean has bounds and is evaluated like a percentile', () => {
  const mean = { statistic: 'mean' } as const;
  // 104.5 ± 2.87 ms: the bounds of 200 samples are at most half a millisecond away.
  const passed = judged({ ...mean, limit: 106 }, scattered(20));
  expect(passed.observed).toBeCloseTo(104.5, 10);
  expect(passed.outcome).toBe('pass');
  expect(passed.reason).toMatch(
    /^mean latency was 10[45] ms, at most 10[56] ms at 95 % confidence; 106 ms is allowed\.$/,
  );
  expect(judged({ ...mean, limit: 103 }, scattered(20)).outcome).toBe('fail');
  expect(judged({ ...mean, limit: 104.5 }, scattered(20)).outcome).toBe('inconclusive');
});

test('a mean that includes steps without an answer is a lower limit and never passes', () => {
  const steps = [...scattered(20), givenUp(200, 9000)];
  const open = judged({ statistic: 'mean', limit: 1000 }, steps);
  expect(open).toMatchObject({ outcome: 'inconclusive', samples: 201 });
  expect(open.reason).toContain('mean latency was at least 105 ms');
  expect(open.reason).toContain('1 of 201 steps never got an answer');
});

test('a maximum is an observation: it needs neither many samples nor several users', () => {
  const few = [step(100, 0), step(300, 1000)];
  const max = { statistic: 'max' } as const;
  expect(judged({ ...max, limit: 300 }, few)).toMatchObject({ observed: 300, outcome: 'pass', samples: 2 });
  const missed = judged({ ...max, limit: 299 }, few);
  expect(missed).toMatchObject({ outcome: 'fail', reason: 'highest latency was 300 ms; 299 ms is allowed.' });
  expect(missed).not.toHaveProperty('interval');
  const open = judged({ ...max, limit: 20_000 }, [...few, givenUp(15_000, 2000)]);
  expect(open).toMatchObject({ outcome: 'inconclusive', observed: 15_000 });
  expect(open.reason).toContain('1 of 3 steps never got an answer');
  expect(judged({ ...max, limit: 10_000 }, [...few, givenUp(15_000, 2000)]).outcome).toBe('fail');
});

test('lag, requests, bytes and heap are evaluated from the steps that have them', () => {
  const steps = stepsOf(20, (index) => ({
    lagMs: index % 10,
    ...(index % 2 === 0 && {
      traffic: { requests: 1 + (index % 4), transferBytes: 1000 * (index % 10) },
      jsHeapBytes: 2 ** 20 * (1 + (index % 10)),
    }),
  }));
  const most = { statistic: 'max' } as const;
  expect(judged({ ...most, metric: 'lagMs', limit: 9 }, steps)).toMatchObject({ observed: 9, samples: 200 });
  expect(judged({ ...most, metric: 'requests', limit: 3 }, steps)).toMatchObject({
    samples: 100,
    outcome: 'pass',
    reason: 'highest number of requests was 3; 3 is allowed.',
  });
  expect(judged({ ...most, metric: 'transferBytes', limit: 7999 }, steps)).toMatchObject({
    outcome: 'fail',
    reason: 'highest transfer size was 7.8 KiB; 7.8 KiB is allowed.',
  });
  expect(judged({ ...most, metric: 'jsHeapBytes', limit: 2 ** 24 }, steps)).toMatchObject({
    observed: 9 * 2 ** 20,
    outcome: 'pass',
  });
  expect(judged({ metric: 'jsHeapBytes', limit: 2 ** 24 }, scattered(20))).toMatchObject({
    outcome: 'inconclusive',
    samples: 0,
  });
});

/**
 * A step of 100 ms: the request is sent at 10 ms and answered at 50 ms, of which the server reports 30 ms for
 * its app.
 */
const layered: Partial<StepSample> = {
  inputDelayMs: 0,
  paint: { frameMs: 100, settledMs: 90 },
  request: {
    url: '/api/search',
    matchedBy: 'traceparent',
    startMs: 10,
    sentMs: 10,
    responseStartMs: 50,
    responseEndMs: 50,
    serverTimingMs: { app: 30 },
  },
};

test('a layer is evaluated over all answered steps, and counts as 0 in a step that does not have it', () => {
  const steps = stepsOf(20, (index) => (index % 4 === 3 ? {} : layered));
  const app = (statistic: Budget['statistic'], limit = 50) =>
    judged({ metric: 'layersMs.app', statistic, limit }, steps);
  expect(app('p75')).toMatchObject({ observed: 30, samples: 200, outcome: 'pass', paintSource: 'frame' });
  expect(app('mean').observed).toBeCloseTo(22.5, 10);
  expect(app('p50', 20).outcome).toBe('fail');
  expect(app('p75').reason).toMatch(/^p75 time in app was 30 ms/);
  const withGivenUp = [...steps, ...stepsOf(20, () => ({ outcome: { status: 'timeout', message: '' } }))];
  expect(judged({ metric: 'layersMs.app', limit: 50 }, withGivenUp).samples).toBe(200);
});

test('a limit on an unknown layer is inconclusive and lists the existing layers', () => {
  const steps = stepsOf(20, () => layered);
  const result = judged({ metric: 'layersMs.engine', limit: 50 }, steps);
  expect(result).toMatchObject({ outcome: 'inconclusive', samples: 0 });
  expect(result.reason).toBe(
    'No step has a layer "engine"; the layers are "inputDelay", "beforeRequest", "queue", "network", "app", "download", "afterAnswer", "paint".',
  );
});

test('any percentile can have a limit', () => {
  const steps = stepsOf(20, (index) => ({ paint: { frameMs: index + 1 } }));
  expect(judged({ statistic: 'p90', limit: 500 }, steps)).toMatchObject({ observed: 180.1, outcome: 'pass' });
  expect(judged({ statistic: 'p99.9', limit: 500 }, steps).reason).toContain(
    '200 samples are too few; at least 2,995 are needed',
  );
});

test('of many limits, one that looks missed by chance is inconclusive; one that is clearly missed fails', () => {
  // 15 of 20 are above the limit, where a p50 expects 10: B(20, ½) gives that 2.1 % of the time, and with 42
  // limits Holm requires 0.1 %.
  const steps = Array.from({ length: 20 }, (_, index) =>
    step(index < 5 ? 100 : 200, index * 1000, { user: index }),
  );
  const one = budget({ statistic: 'p50', limit: 150 });
  const clear = budget({ id: 'clear', statistic: 'p50', limit: 50 });
  const others = Array.from({ length: 40 }, (_, index) =>
    budget({ id: `met ${index}`, statistic: 'p50', limit: 1000 + index }),
  );
  const outcomes = (budgets: Budget[]) => {
    const { budgets: results } = analyse(record({ steps, budgets, users: 20 }));
    return new Map(results.map((result) => [result.id, result]));
  };
  expect(outcomes([one]).get(one.id)?.outcome).toBe('fail');
  const among = outcomes([one, clear, ...others]);
  expect(among.get(one.id)?.outcome).toBe('inconclusive');
  expect(among.get(one.id)?.reason).toContain(
    'But with 42 limits, one may look missed by chance, and this result is not clear enough to rule that out',
  );
  expect(among.get('clear')?.outcome).toBe('fail');
  expect(among.get('met 0')?.outcome).toBe('pass');
  // Limits that only warn, and counts, are not among them.
  const uncounted = others.map((other, index) => ({
    ...other,
    ...(index % 2 === 0 ? { level: 'warn' as const } : { statistic: 'max' as const }),
  }));
  expect(outcomes([one, ...uncounted]).get(one.id)?.outcome).toBe('fail');
});

test('a busy machine excuses missed times, not requests and bytes', () => {
  const steps = stepsOf(20, () => ({ traffic: { requests: 9, transferBytes: 9 } }), 2000);
  const budgets = [
    budget(),
    budget({ id: 'requests', metric: 'requests', limit: 5 }),
    budget({ id: 'lag', metric: 'layersMs.remainder', limit: 5 }),
  ];
  const { budgets: results } = analyse(
    record({ steps, budgets, users: 20, telemetry: hostReadings(0.97, 60) }),
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'fail', 'inconclusive']);
});

const baselineOf = (steps: StepSample[], changes: (run: RunRecord['run']) => void = () => {}) => {
  const made = record({ steps, users: 20 });
  changes(made.run);
  return { baseline: makeBaseline('main', made, '2026-11-20T00:00:00Z'), baselineName: 'main' };
};
const over = (percent: number, floor: number): Partial<Budget> => ({
  statistic: 'p50',
  overBaseline: { percent, floor },
  limit: undefined as unknown as number,
});

test('a limit over the baseline is the larger of percentage and floor', () => {
  const run = baselineOf(scattered(20));
  // 104.5 ms in the baseline and 124.5 ms now.
  const now = scattered(20, 20);
  const byPercent = judged(over(40, 5), now, run);
  expect(byPercent).toMatchObject({ observed: 124.5, outcome: 'pass', samples: 200 });
  expect(byPercent.limit).toBeCloseTo(104.5 * 1.4, 6);
  expect(byPercent.baseline?.observed).toBe(104.5);
  expect(byPercent.reason).toMatch(
    /^p50 latency was 12[45] ms against 10[45] ms in the baseline \(\+20 ms\), at most \+2\d ms at 95 % confidence; \+40 % \(or \+5 ms\) is allowed\.$/,
  );
  expect(judged(over(1, 40), now, run)).toMatchObject({ limit: 144.5, outcome: 'pass' });
  const missed = judged(over(5, 5), now, run);
  expect(missed.outcome).toBe('fail');
  expect(missed.reason).toMatch(
    /\(\+20 ms\), at least \+1\d ms at 95 % confidence; \+5 % \(or \+5 ms\) is allowed\.$/,
  );
  expect(judged(over(1, 20), now, run).outcome).toBe('inconclusive');
  expect(judged(over(1, 1), scattered(20, -30), run).outcome).toBe('pass');
});

test('an error share is compared with the baseline too', () => {
  const run = baselineOf(scattered(20));
  const errors = { ...over(10, 0.05), metric: 'errors', statistic: 'share' } as const;
  expect(judged(errors, scattered(20), run).outcome).toBe('pass');
  const failing = scattered(20).map((sample, index) => (index % 4 ? sample : givenUp(5, index * 10)));
  expect(judged(errors, failing, run)).toMatchObject({ outcome: 'fail', observed: 0.25 });
});

const mismatches: [string, (run: RunRecord['run']) => void, string][] = [
  ['browser', (run) => (run.browser = { ...run.browser, version: '155.0' }), 'browser 155.0 → 156.0.7700.0'],
  ['machine', (run) => (run.environment = { ...run.environment, cores: 4 }), 'cores 4 → 2'],
  ['number of users', (run) => (run.workload = { ...run.workload, users: 50 }), 'users 50 → 20'],
  ['workload', (run) => (run.workload = { ...run.workload, name: 'other' }), 'workload other → peak'],
];
for (const [what, change, named] of mismatches) {
  test(`a limit over a baseline of another ${what} is inconclusive and names the difference`, () => {
    const result = judged(over(10, 20), scattered(20, 900), baselineOf(scattered(20), change));
    expect(result).toMatchObject({ outcome: 'inconclusive', observed: 1004.5 });
    expect(result.reason).toContain(named);
    expect(result).not.toHaveProperty('limit');
  });
}

test('without a baseline, or without the value in it, the limit is inconclusive and says what to do', () => {
  const steps = scattered(20);
  expect(judged(over(10, 20), steps).reason).toContain('No baseline was specified');
  expect(judged(over(10, 20), steps, { baselineName: 'main' }).reason).toBe(
    'The baseline "main" could not be read.',
  );
  const elsewhere = steps.map((sample) => ({ ...sample, step: 'another' }));
  expect(judged(over(10, 20), steps, baselineOf(elsewhere)).reason).toBe(
    'The baseline "main" does not contain this value: save it again.',
  );
  const contentful = steps.map((sample) => ({
    ...sample,
    paintSource: 'contentful' as const,
    paint: { contentfulMs: 100, frameMs: 100 },
  }));
  expect(judged(over(10, 20), steps, baselineOf(contentful)).reason).toContain(
    'end at the contentful paint, those of this run at the frame paint',
  );
});

const audits = (values: number[], page: AuditSample['page'] = 'home'): AuditSample[] =>
  values.map((value, round) => ({
    type: 'audit',
    page,
    url: 'http://localhost/',
    at: releasedAt,
    round,
    categories: { performance: value / 100 },
    audits: { 'largest-contentful-paint': value },
  }));

function judgedAudit(changes: Partial<Budget>, samples: AuditSample[]): BudgetResult {
  const { journey: _, step: __, ...rest } = budget({ page: 'home', statistic: 'p50', ...changes });
  const made = record({ budgets: [rest], users: 1 });
  const [result] = analyse({ ...made, samples: [...made.samples, ...samples] }).budgets;
  if (result === undefined) throw new Error('the budget was not evaluated');
  return result;
}

test('an audit is evaluated by the median of its runs', () => {
  const paint = (limit: number) => ({ metric: 'audits.largest-contentful-paint', limit }) as const;
  const samples = [...audits([90, 80, 84, 88, 82]), ...audits([5000], 'results')];
  expect(judgedAudit(paint(95), samples)).toMatchObject({
    observed: 84,
    samples: 5,
    outcome: 'pass',
    reason: 'largest contentful paint was 84 ms, the median of 5 runs; 95 ms is allowed.',
  });
  expect(judgedAudit(paint(79), samples).outcome).toBe('fail');
  expect(judgedAudit(paint(83), samples).outcome).toBe('inconclusive');
  expect(judgedAudit(paint(95), audits([90, 80])).reason).toContain('at least 5 runs are needed');
});

test('a score must reach a minimum', () => {
  const score = (limit: number) => ({ metric: 'categories.performance', limit }) as const;
  const samples = audits([90, 80, 84, 88, 82]);
  expect(judgedAudit(score(0.8), samples)).toMatchObject({ observed: 0.84, outcome: 'pass' });
  expect(judgedAudit(score(0.95), samples)).toMatchObject({
    outcome: 'fail',
    reason: 'performance score was 0.84, the median of 5 runs; at least 0.95 is required.',
  });
  expect(judgedAudit(score(0.85), samples).outcome).toBe('inconclusive');
});

test('values that Lighthouse does not report are inconclusive', () => {
  expect(judgedAudit({ metric: 'audits.interactive', limit: 9 }, []).reason).toBe(
    'Lighthouse did not audit the home page in this run.',
  );
  expect(judgedAudit({ metric: 'audits.intractive', limit: 9 }, audits([1, 2, 3])).reason).toContain(
    'Lighthouse reported no such value for the home page',
  );
});
