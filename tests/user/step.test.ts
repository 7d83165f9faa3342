import { expect, test } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { collectDetails, specOf, takeStep } from '../../src/user/step.ts';
import { ask } from './ask.ts';
import { serveSmallProduct } from './small-product.ts';
import { openSmallUser } from './small-user.ts';

const TIMEOUT_MS = 30_000;

let url: string;
let close: () => void;

test.beforeAll(async () => ({ url, close } = await serveSmallProduct()));
test.afterAll(() => close());

const idOf = (step: number) => step.toString(16).padStart(32, '0');
const timingAt = (at: number) => ({ firstInputAt: at, keysAt: [], intendedAt: at });

function blockFor(ms: number) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('the delay of a worker that is blocked when its input is due is recorded', async ({ browser }) => {
  const page = await (await openSmallUser(browser, url)).page.usable();
  const action = ask('fern');
  const intendedAt = now() + 3000;
  setTimeout(() => blockFor(600), intendedAt - 100 - now());
  const result = await takeStep(page, action, specOf(action, idOf(1), TIMEOUT_MS), timingAt(intendedAt));
  expect(result.outcome).toEqual({ status: 'ok' });
  expect(result.workerDelayMs).toBeGreaterThan(400);
  expect(result.actedAt).toBeGreaterThan(intendedAt + 400);
});

test('time that the browser takes before the input does not count as worker delay', async ({ browser }) => {
  const page = await (await openSmallUser(browser, url)).page.usable();
  const action = ask('fern');
  const slow = {
    ...action,
    begin: async (on: typeof page) => {
      await on.click('input');
      await on.waitForTimeout(1000);
    },
  };
  const intendedAt = now() + 1000;
  const result = await takeStep(page, slow, specOf(slow, idOf(1), TIMEOUT_MS), timingAt(intendedAt));
  const lagMs = (result.inputAt as number) - intendedAt;
  expect(lagMs).toBeGreaterThanOrEqual(999);
  expect(lagMs - (result.workerDelayMs as number)).toBeGreaterThanOrEqual(999);
});

test('no worker delay is recorded if the input was already due and no timer was set', async ({ browser }) => {
  const page = await (await openSmallUser(browser, url)).page.usable();
  const action = ask('fern');
  const result = await takeStep(page, action, specOf(action, idOf(1), TIMEOUT_MS), timingAt(now() - 100));
  expect(result.outcome).toEqual({ status: 'ok' });
  expect(result).not.toHaveProperty('workerDelayMs');
});

test('the details of a step are collected while the next step is armed, and neither affects the other', async ({
  browser,
}) => {
  const page = await (await openSmallUser(browser, url)).page.usable();
  const [first, second] = [ask('boom'), ask('moss')];
  await takeStep(page, first, specOf(first, idOf(1), TIMEOUT_MS), timingAt(now()));
  const spec = specOf(second, idOf(2), TIMEOUT_MS);
  const { armed, trip, request, errors } = await collectDetails(page, spec);
  expect(errors).toMatchObject([{ message: 'Error: boom' }]);
  expect(request?.url).toContain('/answer?q=boom');
  expect(trip?.otherAt).toBeGreaterThan(0);
  expect(armed).toMatchObject({ status: 'armed', aim: { x: expect.any(Number), y: expect.any(Number) } });

  const result = await takeStep(page, second, spec, timingAt(now()), armed);
  expect(result.outcome).toEqual({ status: 'ok' });
  const after = await collectDetails(page);
  expect(after.request?.url).toContain('/answer?q=moss');
  expect(after.errors).toEqual([]);
  expect(after).not.toHaveProperty('armed');
});

test('a closed page returns no details', async ({ browser }) => {
  const page = await (await openSmallUser(browser, url)).page.usable();
  await page.close();
  expect(await collectDetails(page)).toEqual({ vitals: {}, errors: [] });
});
