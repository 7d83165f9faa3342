import { expect } from '@playwright/test';
import type { Action } from '../../user/action.ts';
import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';
import { noteNaiveTime } from '../naive-clock.ts';

/** As long as the step itself may take; by itself an assertion gives up sooner. */
const NAIVE_TIMEOUT_MS = 10_000;

/** The way most test suites time a page, round the very same step: Node's clock, a key, and an assertion that polls. */
journey('ask beside a naive clock', async ({ user }) => {
  const text = question();
  let naiveMs: number | undefined;
  const timedTwice: Action = {
    ...ask(text),
    act: async (page) => {
      await page.keyboard.insertText(text);
      const pressedAt = performance.now();
      await page.keyboard.press('Enter');
      await expect(page.locator('#results')).toHaveAttribute('data-for', text, { timeout: NAIVE_TIMEOUT_MS });
      naiveMs = performance.now() - pressedAt;
    },
  };
  await user.step('ask', timedTwice);
  if (naiveMs !== undefined) noteNaiveTime(text, naiveMs);
});
