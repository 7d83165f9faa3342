import type { Locator, Page } from '@playwright/test';
import type { Armed, CarriedStep, StepDetails, StepEnd, StepSpec } from '../capture/step-spec.ts';
import { now, type RoundTrip, until } from '../load/clock.ts';
import type { StepOutcome } from '../sample/sample.ts';
import type { Action } from './action.ts';
import { type StepTiming, typedPieces } from './step-timing.ts';

/** The result of one step, without user and time. Timestamps of the page are by the page's own clock. */
export interface StepResult {
  /** `misfit`: the action does not fit the page. */
  outcome: Exclude<StepOutcome, { status: 'open' }> | { status: 'misfit'; message: string };
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
  /** Details of a tab that the step opened and that is closed by now. */
  inTab?: Omit<Collected, 'trip' | 'armed'>;
}

/** Keyboard steps have nothing to click. */
const NOWHERE = { x: 0, y: 0 };

/** How long a page may take to respond to the worker; added to the step's own timeout. */
const UNRESPONSIVE_MS = 5000;

/** How long before its input a click looks again where to click: a list may have been rendered anew meanwhile. */
const AIM_AHEAD_MS = 30;

/** A page that renders later than this after an answer is rare, and the wait costs the user's think time. */
const LONGEST_QUIET_MS = 500;

/** What the worker needs between two steps: to hear of the end, collect details and arm the page. */
const HAND_ON_MS = 100;

/**
 * How long a page must be quiet at the end of a step: less than a user thinks, so that nobody acts late.
 *
 * @param thinkTimeMs of the workload
 */
export const quietFor = (thinkTimeMs: { min: number }): number =>
  Math.min(LONGEST_QUIET_MS, Math.max(thinkTimeMs.min / 2, thinkTimeMs.min - HAND_ON_MS));

/**
 * The part of an action that is sent to the page.
 *
 * @param quietMs see `Settled`
 */
export function specOf(
  { startsWith, settled, refused, aim, shows }: Action,
  id: string,
  timeoutMs: number,
  quietMs = LONGEST_QUIET_MS,
): StepSpec {
  return {
    id,
    startsWith,
    settled,
    timeoutMs,
    quietMs,
    ...(refused && { refused }),
    ...(aim && { aim }),
    ...(shows && { isLocated: true }),
  };
}

/** Arms the page during think time. */
export function armStep(page: Page, spec: StepSpec): Promise<Armed> {
  return page.evaluate((step) => window.__footfall.arm(step), spec);
}

/**
 * Takes one step: acts at the scheduled times, then waits until the page reports how the step ended. The page does
 * the timing, so it does not matter when it is asked.
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
    return { ...endedByWorker(statusOf(error), messageOf(error)), ...progress };
  }
}

/** What the journey does is wrong: an address that is none, a method that does not exist. */
class JourneysFault extends Error {}

/** Errors of the network, what did not come in time, and pages that crashed, were closed or were left. */
const productsFault = /net::|timeout|crash|closed|detached|destroyed|interrupted|disconnected/i;

/** Runs a part of an action that the journey defines. */
async function asJourneySays(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const message = messageOf(error);
    throw productsFault.test(message) ? error : new JourneysFault(message);
  }
}

function statusOf(error: unknown): 'timeout' | 'failed' | 'misfit' {
  if (error instanceof Unresponsive) return 'timeout';
  return error instanceof JourneysFault ? 'misfit' : 'failed';
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
    return endedByWorker('misfit', armed.what);
  }
  const tab = new Promise<Page>((opened) => tabTakers.set(page, opened));
  let aim = armed.aim ?? NOWHERE;
  if (spec.aim && now() < timing.firstInputAt) {
    await wakeAt(timing.firstInputAt - AIM_AHEAD_MS, progress, AIM_AHEAD_MS);
    const again = await page.evaluate((step) => window.__footfall.aim(step), spec);
    if (again.status === 'impossible') return endedByWorker('misfit', again.what);
    aim = again.aim ?? NOWHERE;
  }
  await wakeAt(timing.firstInputAt, progress);
  await asJourneySays(async () => action.begin?.(page, aim));
  for (const { text, at, untilAt, isInserted } of typedPieces(action.typed ?? '', timing)) {
    await wakeAt(at, progress);
    // Without `act`, the last key is the timed input.
    if (!action.act) progress.actedAt = now();
    if (isInserted) await page.keyboard.insertText(text);
    else await page.keyboard.type(text, delayOf(text, untilAt));
  }
  if (action.act) {
    await wakeAt(timing.intendedAt, progress);
    progress.actedAt = now();
    await asJourneySays(async () => action.act?.(page, aim));
  }
  const ended = stepEnd(page, spec);
  if (action.shows) void locate(page, action.shows(page), spec);
  const end = await Promise.race([ended, tab]);
  tabTakers.delete(page);
  return 'status' in end ? resultOf(end) : endInTab(page, end, spec);
}

/** Looks for an element, and tells the page which one it is. If it is never shown, the page gives up. */
async function locate(page: Page, locator: Locator, spec: StepSpec): Promise<void> {
  try {
    const first = locator.first();
    await first.waitFor({ state: 'visible', timeout: spec.timeoutMs });
    await first.evaluate((element, [step, left]) => window.top?.__footfall.located(step, element, left), [
      spec,
      leftBy.get(page),
    ] as const);
  } catch {
    // Not shown in time, or in a frame of another origin, whose page cannot be told.
  }
}

/** Who takes the next tab that opens from a page: the step in flight. */
const tabTakers = new WeakMap<Page, (tab: Page) => void>();

/** A tab opened from a page: it belongs to the step in flight, or is nobody's and is closed. */
export function tabOpened(from: Page, tab: Page): void {
  const take = tabTakers.get(from);
  tabTakers.delete(from);
  if (take) take(tab);
  else void tab.close().catch(() => {});
}

/** The step goes on in the tab that it opened, which is closed when it is over. */
async function endInTab(page: Page, tab: Page, spec: StepSpec): Promise<StepResult> {
  try {
    // The document that a tab begins with is replaced, but its window may stay.
    await tab
      .waitForURL((url) => url.href !== 'about:blank', { waitUntil: 'commit', timeout: spec.timeoutMs })
      .catch(() => {});
    noteLeft(tab, await page.evaluate(() => window.__footfall.leave()));
    const result = resultOf(await stepEnd(tab, spec));
    const { trip: _, ...inTab } = await collectDetails(tab);
    return { ...result, inTab };
  } finally {
    await tab.close().catch(() => {});
  }
}

/** The pause between two letters, so that the last one comes at its moment, also when the first one was late. */
function delayOf(text: string, untilAt: number | undefined): { delay?: number } {
  const pauses = [...text].length - 1;
  return untilAt === undefined || pauses < 1 ? {} : { delay: Math.max(0, untilAt - now()) / pauses };
}

/**
 * Waits until `at` and records how late the worker woke up. Time that the browser takes between two inputs is
 * not counted.
 *
 * @param spareMs how much later nobody notices
 */
async function wakeAt(at: number, progress: Progress, spareMs = 0): Promise<void> {
  if (at <= now()) return;
  await until(at);
  // Timers may fire a fraction of a millisecond early.
  progress.workerDelayMs = Math.max(0, now() - at - spareMs);
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

/** Steps that were in flight when their document was left for another origin. */
const leftBy = new WeakMap<Page, CarriedStep>();

/** Remembers a step for the document that comes next in this page. */
export const noteLeft = (page: Page, step: CarriedStep): void => void leftBy.set(page, step);

/** A page load can replace the document more than once before the final one is in place. */
const MAX_DOCUMENTS = 5;

/** Asks the document for the step's end; after a navigation, asks the next one, which took over the step. */
async function stepEnd(page: Page, spec: StepSpec): Promise<StepEnd> {
  for (let document = 1; ; document += 1) {
    try {
      return await page.evaluate(([step, left]) => window.__footfall.ended(step, left), [
        spec,
        leftBy.get(page),
      ] as const);
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
        outcome: { status: 'timeout', message: `${end.pending} in time` },
        inputAt: end.inputAt,
        endedAt: end.givenUpAt,
        endedBy: 'page',
      };
    case 'misfit':
      return {
        outcome: { status: 'misfit', message: end.what },
        endedAt: end.endedAt,
        endedBy: 'page',
      };
  }
}

function stampsOf({ inputAt, settledAt, frameAt }: { inputAt: number; settledAt: number; frameAt: number }) {
  return { inputAt, settledAt, frameAt, endedAt: frameAt, endedBy: 'page' as const };
}

function endedByWorker(status: 'failed' | 'timeout' | 'misfit', message: string): StepResult {
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
