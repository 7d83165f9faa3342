import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { filmAnalysis } from '../../src/analysis/film/film-analysis.ts';
import { lastChange } from '../../src/analysis/film/last-change.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { FilmSample } from '../../src/sample/sample.ts';
import { budget, record, steadyStartAt, step } from './record.ts';

/** Ten tiles in a row: the user thinks from 0 to 1000, acts at 1000, and the input that counts comes at 1300. */
const seen = (changes: [atMs: number, ...tiles: number[]][]) =>
  lastChange(
    changes.map(([atMs, ...tiles]) => ({ atMs, tiles })),
    0,
    1000,
    1300,
    10,
  )?.atMs;

test('the last change after the input counts, not the letters before it', () => {
  expect(seen([[1050, 5], [1320, 5], [1700, 44, 45], [1710]])).toBe(1700);
  expect(
    seen([
      [1050, 5],
      [1250, 44],
    ]),
  ).toBeUndefined();
});

test('what changed while the user thought is restless, with what is next to it', () => {
  const clock: [number, ...number[]][] = [
    [400, 22],
    [800, 22],
  ];
  expect(seen([...clock, [1400, 55], [2000, 22], [2400, 33], [2800, 11, 13]])).toBe(1400);
  expect(seen([...clock, [1400, 55], [2000, 22, 24]])).toBe(2000);
});

const film = (
  claimedMs: number | undefined,
  seenMs?: number,
  changes: Partial<FilmSample> = {},
): FilmSample => ({
  type: 'film',
  journey: 'search and refine',
  step: 'search',
  at: steadyStartAt,
  ...(claimedMs !== undefined && { claimedMs }),
  ...(seenMs !== undefined && { seenMs }),
  strip: [],
  ...changes,
});

const verdictOf = (...films: FilmSample[]) => filmAnalysis(films)[0]?.verdict;

test('the film confirms an end within three frames or a tenth', () => {
  expect(verdictOf(film(314, 330))).toBe('confirmed');
  expect(verdictOf(film(314, 365))).toBe('too early');
  expect(verdictOf(film(2000, 2190))).toBe('confirmed');
  expect(verdictOf(film(39, 594))).toBe('too early');
  expect(verdictOf(film(900, 300))).toBe('too late');
  expect(verdictOf(film(300))).toBe('nothing seen');
  expect(verdictOf(film(undefined, undefined, { message: 'nothing matches .hit' }))).toBe('not taken');
  // A disturbance differs once, a wrong condition each time.
  expect(verdictOf(film(40, 600), film(41, 55), film(40, 700))).toBe('confirmed');
});

test('steps that end before the screen does pass no budget, and stay missed', () => {
  const steps = Array.from({ length: 200 }, (_, index) =>
    step(100, Math.floor(index / 20) * 1000, { user: index % 20 }),
  );
  const judged = (limit: number, sample: FilmSample) => {
    const made = record({ steps, budgets: [budget({ limit })], users: 20 });
    return analyse({ ...made, samples: [...made.samples, sample] });
  };
  expect(judged(500, film(100, 110)).budgets[0]?.outcome).toBe('pass');
  expect(judged(500, film(100, 700, { step: 'another' })).budgets[0]?.outcome).toBe('pass');
  const early = judged(500, film(100, 700));
  expect(early.budgets[0]).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringContaining('the film shows that “search and refine › search” ends elsewhere'),
  });
  expect(renderHtml(early)).toContain('ends at 100 ms, but the screen goes on changing until 700 ms');
  expect(judged(50, film(100, 700)).budgets[0]?.outcome).toBe('fail');
  // What ends too late is faster than measured.
  expect(judged(500, film(900, 100)).budgets[0]?.outcome).toBe('pass');
  expect(judged(50, film(900, 100)).budgets[0]?.outcome).toBe('inconclusive');
});
