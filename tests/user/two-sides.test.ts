import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { randomStream } from '../../src/load/random.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import type { Sample } from '../../src/sample/sample.ts';
import { StepSample } from '../../src/sample/sample.ts';
import { type Side, sides } from '../../src/sample/side.ts';
import { openVisit } from '../../src/user/open-visit.ts';
import { type User, walkUntilTheEnd } from '../../src/user/user.ts';
import { ask } from './ask.ts';
import { serveSmallProduct } from './small-product.ts';
import small from './small-run/workloads/small.ts';

const HOUR_MS = 3_600_000;

/** Two identical products. */
let urls: Record<Side, string>;
let close: () => void;

test.beforeAll(async () => {
  const [base, head] = await Promise.all([serveSmallProduct(), serveSmallProduct()]);
  urls = { base: base.url, head: head.url };
  close = () => {
    base.close();
    head.close();
  };
});
test.afterAll(() => close());

interface Journey {
  (user: User, iteration: number, side: Side): Promise<void>;
}

/** Lets a user walk this many rounds on both sides and returns the recorded steps. */
async function walkBoth(browser: Browser, number: number, rounds: number, journey: Journey) {
  const script = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'page.js');
  writePageScript(script);
  const samples: Sample[] = [];
  const visits = await Promise.all(
    sides.map((side) =>
      openVisit(browser, script, { side, url: urls[side], home: 'input' }, (user, iteration) =>
        journey(user, iteration, side),
      ),
    ),
  );
  const at = now();
  let begun = 0;
  await walkUntilTheEnd({
    number,
    folder: dirname(script),
    journey: 'ask',
    visits,
    workload: { ...small, thinkTimeMs: { min: 200, max: 400 }, stepTimeoutMs: 5000 },
    schedule: { releasedAt: at, steadyStartAt: at, steadyEndAt: at + HOUR_MS },
    runId: 'small',
    paceOf: (iteration) => {
      begun = iteration + 1;
      return randomStream(1, `pace in iteration ${iteration}`);
    },
    writer: { append: (sample) => samples.push(sample), close: () => {} },
    isInterrupted: () => false,
    isEnough: () => begun >= rounds,
  });
  for (const { page } of visits) await page.close();
  return samples.filter((sample) => sample.type === 'step');
}

/** In chronological order. */
const inOrder = (steps: StepSample[]) => steps.toSorted((a, b) => a.intendedAt - b.intendedAt);

for (const [user, turns] of [
  [2, ['base', 'head', 'head', 'base', 'base', 'head']],
  [3, ['head', 'base', 'base', 'head', 'head', 'base']],
] as const) {
  test(`user ${user} walks both sides in turns in every round, and each sample belongs to its own side`, async ({
    browser,
  }) => {
    const steps = await walkBoth(browser, user, 3, (self, iteration) =>
      self.step('ask', ask(`fern ${iteration}`)),
    );
    expect(inOrder(steps).map(({ side }) => side)).toEqual(turns);
    expect(inOrder(steps).map(({ iteration }) => iteration)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(6);
    for (const step of steps) {
      expect(StepSample.parse(step)).toEqual(step);
      expect(step.outcome).toEqual({ status: 'ok' });
      // Including the last steps, whose late details were not collected while arming a next step.
      expect(step.request?.url).toBe(`${urls[step.side as Side]}answer?q=fern%20${step.iteration}`);
    }
  });
}

test('both sides of a round have the same think time, even after one of them was aborted', async ({
  browser,
}) => {
  const steps = await walkBoth(browser, 0, 3, async (self, iteration, side) => {
    await self.step('first', ask(side === 'base' && iteration === 1 ? 'silence' : `fern ${iteration}`));
    await self.step('second', ask(`moss ${iteration}`));
  });
  const summary = inOrder(steps).map(({ side, iteration, step, outcome }) =>
    [side, iteration, step, outcome.status].join(' '),
  );
  expect(summary).toEqual([
    'base 0 first ok',
    'base 0 second ok',
    'head 0 first ok',
    'head 0 second ok',
    'head 1 first ok',
    'head 1 second ok',
    'base 1 first timeout',
    'base 2 first ok',
    'base 2 second ok',
    'head 2 first ok',
    'head 2 second ok',
  ]);
  // The end of the previous step, on either side.
  const endOf = ({ inputAt = 0, paint }: StepSample) => inputAt + (paint.frameMs ?? 0);
  const thoughtMs = new Map(
    inOrder(steps).flatMap((step, index, all) => {
      const before = all[index - 1];
      return before ? [[`${step.side} ${step.iteration} ${step.step}`, step.intendedAt - endOf(before)]] : [];
    }),
  );
  for (const step of ['0 second', '1 second', '2 second']) {
    const [base, head] = sides.map((side) => thoughtMs.get(`${side} ${step}`));
    if (step !== '1 second') expect(Math.abs((base as number) - (head as number))).toBeLessThan(2);
    expect(head).toBeGreaterThan(198);
  }
});
