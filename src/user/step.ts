import type { Page } from '@playwright/test';
import type { Armed, StepDetails, StepEnd, StepSpec } from '../capture/step-spec.ts';
import { now, type RoundTrip, until } from '../load/clock.ts';
import type { StepOutcome } from '../sample/sample.ts';
import type { Action } from './action.ts';
import type { StepTiming } from './step-timing.ts';

/** The result of one step, without user and time. Timestamps of the page are by the page's own clock. */
export interface StepResult {
  outcome: StepOutcome;
  inputAt?: number;
  settledAt?: number;
  frameAt?: number;
  /** When the step ended, successfully or not, and by whose clock. */
  endedAt: number;
  endedBy: 'page' | 'worker';
  /** When the worker sent the timed input; `undefined` if it never did. */
  actedAt?: number;
  /** How late the worker's timer for that input fired; `undefined` if the input was already due. */
  workerDelayMs?: number;
}

/** Keyboard steps have nothing to click. */
const NOWHERE = { x: 0, y: 0 };

/** How long a page may take to respond to the worker; added to the step's own timeout. */
const UNRESPONSIVE_MS = 5000;

/** The part of an action that is sent to the page. */
export function specOf(
  { startsWith, settled, refused, aim }: Action,
  id: string,
  timeoutMs: number,
): StepSpec {
  return { id, startsWith, settled, timeoutMs, ...(refused && { refused }), ...(aim && { aim }) };
}

/** Arms the page during think time. */
function armStep(page: Page, spec: StepSpec): Promise<Armed> {
  return page.evaluate((step) => window.__footfall.arm(step), spec);
}

/**
 * Takes one step: acts at the scheduled times and waits until the page reports how the step ended. The page
 * does the timing: the wait is a single call that stays open from before the input until after the paint.
 *
 * @param armed what `arm` returned, if the page was already armed for this step
 */
export async function takeStep(
  page: Page,
  action: Action,
  spec: StepSpec,
  timing: StepTiming,
  armed?: Armed,
): Promise<StepResult> {
  const deadlineAt = timing.intendedAt + spec.timeoutMs + UNRESPONSIVE_MS;
  const progress: Progress = {};
  try {
    const acting = actAndWait(page, action, spec, timing, progress, armed);
    return { ...(await Promise.race([acting, giveUpAt(deadlineAt)])), ...progress };
  } catch (error) {
    // A user does not notice a lost page during think time.
    await until(timing.intendedAt);
    return {
      ...endedByWorker(error instanceof Unresponsive ? 'timeout' : 'failed', messageOf(error)),
      ...progress,
    };
  }
}

/** How far a step got, even if it then failed. */
type Progress = Pick<StepResult, 'actedAt' | 'workerDelayMs'>;

async function actAndWait(
  page: Page,
  action: Action,
  spec: StepSpec,
  timing: StepTiming,
  progress: Progress,
  armedBefore: Armed | undefined,
): Promise<StepResult> {
  let armed = armedBefore ?? (await armStep(page, spec));
  if (armed.status === 'impossible') {
    // An element that is missing now may appear before the user acts.
    await until(timing.firstInputAt);
    armed = await armStep(page, spec);
  }
  if (armed.status === 'impossible') {
    await until(timing.intendedAt);
    return endedByWorker('failed', armed.what);
  }
  const aim = armed.aim ?? NOWHERE;
  const waiting = spec.startsWith === 'navigation' ? undefined : stepEnd(page, spec);
  // Errors are handled where this is awaited; until then, a closed page must not cause an unhandled
  // rejection.
  waiting?.catch(() => {});
  await wakeAt(timing.firstInputAt, progress);
  await action.begin?.(page, aim);
  for (const [index, letter] of [...(action.typed ?? '')].entries()) {
    await wakeAt(timing.keysAt[index] as number, progress);
    // Without `act`, the last key is the timed input.
    if (!action.act) progress.actedAt = now();
    await page.keyboard.type(letter);
  }
  if (action.act) {
    await wakeAt(timing.intendedAt, progress);
    progress.actedAt = now();
    await action.act(page, aim);
  }
  return resultOf(await (waiting ?? stepEnd(page, spec)));
}

/**
 * Waits until `at` and records how late the worker woke up. Time that the browser takes between two inputs is
 * not counted.
 */
async function wakeAt(at: number, progress: Progress): Promise<void> {
  if (at <= now()) return;
  await until(at);
  // Timers may fire a fraction of a millisecond early.
  progress.workerDelayMs = Math.max(0, now() - at);
}

/** What the page reported between two steps; `trip` is `undefined` if it did not respond. */
export interface Collected extends Omit<StepDetails, 'at'> {
  trip?: RoundTrip;
  /** What `arm` returned, if the page was armed for the next step. */
  armed?: Armed;
}

/** Collects the details of the last step from the page and, in the same call, arms it for the next step. */
export async function collectDetails(page: Page, next?: StepSpec): Promise<Collected> {
  const nothing: Collected = { vitals: {}, errors: [] };
  const sentAt = now();
  const asked = page
    .evaluate(
      (step) => ({
        details: window.__footfall.details(),
        ...(step && { armed: window.__footfall.arm(step) }),
      }),
      next,
    )
    .then(({ details: { at, ...details }, armed }): Collected => {
      const trip = { sentAt, otherAt: at, receivedAt: now() };
      return { ...details, trip, ...(armed && { armed }) };
    })
    .catch(() => nothing);
  return Promise.race([asked, until(sentAt + UNRESPONSIVE_MS).then(() => nothing)]);
}

/** A page load can replace the document more than once before the final one is in place. */
const MAX_DOCUMENTS = 5;

/** Asks the document for the step's end; after a navigation, asks the next one, which took over the step. */
async function stepEnd(page: Page, spec: StepSpec): Promise<StepEnd> {
  for (let document = 1; ; document += 1) {
    try {
      return await page.evaluate((step) => window.__footfall.ended(step), spec);
    } catch (error) {
      if (document === MAX_DOCUMENTS || !/context was destroyed|navigat/i.test(messageOf(error))) throw error;
    }
  }
}

function resultOf(end: StepEnd): StepResult {
  switch (end.status) {
    case 'settled':
      return { outcome: { status: 'ok' }, ...stampsOf(end) };
    case 'refused':
      return {
        outcome: { status: 'failed', message: `the page shows an error: ${end.message}` },
        ...stampsOf(end),
      };
    case 'timeout':
      return {
        outcome: { status: 'timeout', message: 'the page did not show the expected result in time' },
        ...(end.inputAt !== undefined && { inputAt: end.inputAt }),
        endedAt: end.givenUpAt,
        endedBy: 'page',
      };
  }
}

function stampsOf({ inputAt, settledAt, frameAt }: { inputAt: number; settledAt: number; frameAt: number }) {
  return { inputAt, settledAt, frameAt, endedAt: frameAt, endedBy: 'page' as const };
}

function endedByWorker(status: 'failed' | 'timeout', message: string): StepResult {
  return { outcome: { status, message }, endedAt: now(), endedBy: 'worker' };
}

/** The page hangs, or a page load gets no response: the page itself cannot time out the step. */
class Unresponsive extends Error {
  constructor() {
    super('the page did not answer in time');
  }
}

async function giveUpAt(at: number): Promise<never> {
  await until(at);
  throw new Unresponsive();
}

/** The first line of an error, without Playwright's call log. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] as string;
}
