import { appendFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { followRun } from '../../src/runner/live/live-run.ts';
import { liveLine } from '../../src/runner/live/live-view.ts';
import { layout } from '../../src/store/layout.ts';

const user = (event: string) => `${JSON.stringify({ type: 'user', user: 0, journey: 'x', event, at: 1 })}\n`;
const step = (responseMs: number, status: string) =>
  `${JSON.stringify({ type: 'step', intendedAt: 10_000, responseMs, correctedMs: responseMs, outcome: { status } })}\n`;

test('figures are updated as the files grow, and a line is read once it is complete', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-'));
  mkdirSync(layout(folder).samples);
  const figuresAt = followRun(folder);
  const file = layout(folder).userSamples(0);
  expect(figuresAt(10_000)).toEqual({ ready: 0, atWork: 0, lost: 0, steps: 0, errors: 0 });
  appendFileSync(file, user('ready') + user('start') + step(100, 'ok') + step(300, 'timeout').slice(0, 20));
  expect(figuresAt(10_500)).toMatchObject({
    ready: 1,
    atWork: 1,
    steps: 1,
    errors: 0,
    stepsPerSecond: 0.1,
    p95Ms: 100,
  });
  appendFileSync(file, step(300, 'timeout').slice(20));
  expect(figuresAt(11_000)).toMatchObject({ steps: 2, errors: 1, p95Ms: 290 });
  expect(figuresAt(30_000)).not.toHaveProperty('p95Ms');
});

test('the line shows users, throughput, errors and the time left', () => {
  const schedule = {
    type: 'schedule',
    barrierMs: 1,
    releasedAt: 0,
    steadyStartAt: 10_000,
    steadyEndAt: 70_000,
  } as const;
  const figures = { ready: 50, atWork: 50, lost: 0, steps: 9, errors: 1 };
  expect(liveLine({ ...figures, ready: 3 }, 50, 0)).toContain('3 of 50 users');
  expect(liveLine({ ...figures, schedule }, 50, 5000)).toContain('ramp');
  expect(liveLine({ ...figures, schedule, stepsPerSecond: 12, p95Ms: 1234 }, 50, 40_000)).toMatch(
    /^steady state .* 30 s left · 50 of 50 users · 12\.0 steps\/s · p95 1\.2 s · 1 error$/,
  );
});
