import type { Locator, Page } from '@playwright/test';
import type { Aim, Settled, StartsWith, StepSpec } from '../capture/step-spec.ts';
import type { StepKind } from '../sample/sample.ts';

/** What a user does in one step, and how the page shows that the step is done. Page models create these. */
export interface Action {
  kind: StepKind;
  startsWith: StartsWith;
  settled: Settled;
  /**
   * A Playwright locator of what the user waits for, instead of a selector in `settled`. Playwright looks for it, and the
   * page says since when it has been as it is: looking takes no part in the figure.
   */
  shows?(page: Page): Locator;
  /** What to click. */
  aim?: StepSpec['aim'];
  /** Text that is typed key by key before `act`, with a random delay before each key. */
  typed?: string;
  /** An element that shows an error instead of a result. */
  refused?: string;
  /** Runs before the first key, such as a click into the search box. */
  begin?(page: Page, aim: Aim): Promise<void>;
  /** The timed input. `undefined` if the last typed key is the timed input. */
  act?(page: Page, aim: Aim): Promise<void>;
}
