import type { Page } from '@playwright/test';
import type { Armed, StepDetails, StepEnd, StepSpec } from '../capture/step-spec.ts';
import { now, type RoundTrip, until } from '../load/clock.ts';
import type { StepOutcome } from '../sample/sample.ts';
import type { Action } from './action.ts';
import type { StepTiming } from './step-timing.ts';

/** What one step came to: the worker adds who and when. Stamps of the page are by the page's own clock. */
export interface StepResult {
  outcome: StepOutcome;
  inputAt?: number;
  settledAt?: number;
  frameAt?: number;
  /** When the step was over, whichever way, and by whose clock. */
  endedAt: number;
  endedBy: 'page' | 'worker';
  /** When the worker got to send the input that is timed; absent when it never did. */
  actedAt?: number;
  /** How late the worker's timer for that input fired; absent when there was nothing to wait for any more. */
  workerDelayMs?: number;
}

/** Keyboard steps have nothing to click. */
const NOWHERE = { x: 0, y: 0 };

/** How long a page may take to answer the worker; added to a step's own timeout. */
const UNRESPONSIVE_MS = 5000;

/** The part of an action that the page is told. */
export function specOf(
  { startsWith, settled, refused, aim }: Action,
  id: string,
  timeoutMs: number,
): StepSpec {
  return { id, startsWith, settled, timeoutMs, ...(refused && { refused }), ...(aim && { aim }) };
}

/** Arms the page, in think time. */
function armStep(page: Page, spec: StepSpec): Promise<Armed> {
  return page.evaluate((step) => window.__footfall.arm(step), spec);
}

/**
 * Takes one step: acts at the laid-out moments and waits for the page to say how the step ended. The page holds the clock: the
 * wait is one call that stays open from before the input until after the paint.
 *
 * @param armed the page's answer, when it was armed for this step already
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
    // Who thinks does not see yet that the page has gone.
    await until(timing.intendedAt);
    return {
      ...endedByWorker(error instanceof Unresponsive ? 'timeout' : 'failed', messageOf(error)),
      ...progress,
    };
  }
}

/** How far a step got, also when it then failed. */
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
    // What is missing now may stand there when the user is to act.
    await until(timing.firstInputAt);
    armed = await armStep(page, spec);
  }
  if (armed.status === 'impossible') {
    await until(timing.intendedAt);
    return endedByWorker('failed', armed.what);
  }
  const aim = armed.aim ?? NOWHERE;
  const waiting = spec.startsWith === 'navigation' ? undefined : stepEnd(page, spec);
  // Handled where it is awaited; until then a closed page must not count as an unhandled rejection.
  waiting?.catch(() => {});
  await wakeAt(timing.firstInputAt, progress);
  await action.begin?.(page, aim);
  for (const [index, letter] of [...(action.typed ?? '')].entries()) {
    await wakeAt(timing.keysAt[index] as number, progress);
    // Without an act the last one is the input that is timed.
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

/** Waits for a moment, and notes how late the worker wakes up: what the browser takes between two inputs is not the worker's. */
async function wakeAt(at: number, progress: Progress): Promise<void> {
  if (at <= now()) return;
  await until(at);
  // Timers may fire a fraction of a millisecond early.
  progress.workerDelayMs = Math.max(0, now() - at);
}

/** What the page told between two steps; `trip` is absent when it did not answer. */
export interface Collected extends Omit<StepDetails, 'at'> {
  trip?: RoundTrip;
  /** The page's answer to being armed for the next step, if it was. */
  armed?: Armed;
}

/** Asks what the page learned of the last step since it ended and, in the same call, arms it for the next. */
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

/** A page load can replace the document more than once before it is there to stay. */
const MAX_DOCUMENTS = 5;

/** Asks the page; when the step left the document, asks the next one, which took the step over. */
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

/** The page hangs, or a page load is never answered: neither can keep its own time. */
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
