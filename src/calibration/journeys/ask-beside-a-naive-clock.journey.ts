import { expect } from '@playwright/test';
import type { Action } from '../../user/action.ts';
import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';
import { noteNaiveTime } from '../naive-clock.ts';

/** The same time-out as the step itself; the default for an assertion is shorter. */
const NAIVE_TIMEOUT_MS = 10_000;

/** Also times the step as most test suites do: Node's clock, a key press, and a polling assertion. */
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
