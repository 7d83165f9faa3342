import type { Page } from '@playwright/test';
import type { Aim, Settled, StartsWith, StepSpec } from '../capture/step-spec.ts';
import type { StepKind } from '../sample/sample.ts';

/** What a user does in one step, and how the page shows that it is answered. A page model makes these. */
export interface Action {
  kind: StepKind;
  startsWith: StartsWith;
  settled: Settled;
  /** What to click. */
  aim?: StepSpec['aim'];
  /** Text that is typed key by key before `act`; each key comes after a drawn delay. */
  typed?: string;
  /** An element that shows a refusal instead of an answer. */
  refused?: string;
  /** Done before the first key, such as the click into the search box. */
  begin?(page: Page, aim: Aim): Promise<void>;
  /** The input that is timed. Absent when the last typed key is it. */
  act?(page: Page, aim: Aim): Promise<void>;
}
