import { appendFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { followRun } from '../../src/runner/live/live-run.ts';
import { liveLine } from '../../src/runner/live/live-view.ts';
import { watchForSilence } from '../../src/runner/live/silence.ts';
import { isLive, terminalOptions } from '../../src/runner/live/terminal-options.ts';
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

test('a silence is told once, beyond a think time and ten seconds, and so are the answers after it', () => {
  const schedule = {
    type: 'schedule',
    barrierMs: 1,
    releasedAt: 100_000,
    steadyStartAt: 110_000,
    steadyEndAt: 190_000,
  } as const;
  const silence = watchForSilence(6000);
  const look = (at: number, answeredAt?: number, atWork = 50) =>
    silence.look(
      {
        ready: 50,
        atWork,
        lost: 0,
        steps: 9,
        errors: 1,
        schedule,
        ...(answeredAt !== undefined && { answeredAt }),
      },
      at,
    );
  expect(look(115_000)).toBeUndefined();
  expect(look(120_000, 119_000)).toBeUndefined();
  expect(look(134_900, 119_000)).toBeUndefined();
  expect(look(135_000, 119_000)).toBe('no step has been answered for 16 s: is the product down?');
  expect(silence.isDown()).toBe(true);
  expect(look(136_000, 119_000)).toBeUndefined();
  expect(look(150_000, 149_000)).toBe('steps are answered again, after 30 s');
  expect(silence.isDown()).toBe(false);
  // Nobody is there, or the time is over.
  expect(look(170_000, 149_000, 0)).toBeUndefined();
  expect(look(190_000, 149_000)).toBeUndefined();
  // A product that never answers is noticed too.
  expect(
    watchForSilence(6000).look({ ready: 1, atWork: 1, lost: 0, steps: 0, errors: 0, schedule }, 116_000),
  ).toBe('no step has been answered for 16 s: is the product down?');
});

const terminals: [
  string,
  { isTTY: boolean; columns: number },
  NodeJS.ProcessEnv,
  boolean,
  boolean,
  number,
][] = [
  ['a terminal', { isTTY: true, columns: 120 }, {}, true, true, 120],
  ['a terminal without colours', { isTTY: true, columns: 120 }, { NO_COLOR: '1' }, true, false, 120],
  ['a dumb terminal', { isTTY: true, columns: 80 }, { TERM: 'dumb' }, false, false, 80],
  ['a terminal of a CI', { isTTY: true, columns: 80 }, { CI: 'true' }, false, true, 80],
  ['a terminal that does not know its width', { isTTY: true, columns: 0 }, {}, true, true, 100],
  ['a pipe', { isTTY: false, columns: 0 }, {}, false, false, 100],
  ['a pipe with colours', { isTTY: false, columns: 0 }, { FORCE_COLOR: '1' }, false, true, 100],
];
for (const [what, output, env, live, colours, width] of terminals) {
  test(`${what} gets what it can show`, () => {
    expect(isLive(output, env)).toBe(live);
    expect(terminalOptions(output, env)).toEqual({ width, colours });
  });
}
