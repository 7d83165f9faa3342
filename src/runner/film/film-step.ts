import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { lastChange } from '../../analysis/film/last-change.ts';
import { now, until } from '../../load/clock.ts';
import { randomStream } from '../../load/random.ts';
import type { FilmSample } from '../../sample/sample.ts';
import type { Action } from '../../user/action.ts';
import {
  armStep,
  type Collected,
  collectDetails,
  type StepResult,
  specOf,
  takeStep,
} from '../../user/step.ts';
import { layOutStep } from '../../user/step-timing.ts';
import type { Camera } from './camera.ts';
import { changedTiles } from './changed-tiles.ts';
import { type Frame, startScreencast } from './screencast.ts';
import { thumbnails } from './thumbnails.ts';

/** What the film of a step shows. */
export interface FilmedStep {
  result: StepResult;
  details: Collected;
  /** From the input to the end that Footfall claims. */
  claimedMs?: number;
  /** From the input to the last visible change; absent if nothing changed on the screen. */
  seenMs?: number;
  /** Small pictures: before the input, at the claimed end and, if that is elsewhere, at the last change. */
  strip: FilmSample['strip'];
}

/** Nobody does anything for so long before a step: what changes then is restless. */
const THINK_MS = 1000;

/** The first pictures of a film are no changes. */
const SETTLE_MS = 100;

/** From the start of a step to its first input: enough to look where to click. */
const START_MS = 50;

/** How long the film goes on after the end: what comes later is not the step's. */
const AFTER_MS = 1000;

/** Two frames. */
const FRAMES_MS = 34;

/** A person types about eight letters a second. */
const keyDelayMs = { min: 120, max: 120 };

/**
 * Takes a step with a camera on it.
 *
 * @param timeoutMs of the step
 */
export async function filmStep(
  page: Page,
  { darkroom, lagMs, oneAtATime }: Camera,
  action: Action,
  id: string,
  timeoutMs: number,
): Promise<FilmedStep> {
  // A caret that blinks would be the last change of every step.
  await hideCarets(page);
  const screencast = await startScreencast(page);
  const thoughtFromMs = now() + SETTLE_MS;
  let frames: Frame[];
  let firstInputAt = Number.POSITIVE_INFINITY;
  let result: StepResult;
  let details: Collected;
  try {
    const spec = specOf(action, id, timeoutMs);
    // The page learns what is restless while the user thinks; if it cannot now, the step says why.
    const armed = await armStep(page, spec).catch(() => undefined);
    await until(thoughtFromMs + THINK_MS);
    result = await oneAtATime(() => {
      const timing = layOutStep(action, now(), START_MS, { keyDelayMs }, randomStream(0, 'film'));
      firstInputAt = timing.firstInputAt;
      return takeStep(page, action, spec, timing, armed);
    });
    await hideCarets(page);
    await pause(AFTER_MS);
    details = { ...(await collectDetails(page)), ...result.inTab };
  } finally {
    const pictures = await screencast.stop();
    frames = pictures.map(({ atMs, image }) => ({ atMs: atMs - lagMs, image }));
  }
  const { inputAt, frameAt } = result;
  const claimedMs =
    details.contentfulMs ?? (inputAt === undefined || frameAt === undefined ? undefined : frameAt - inputAt);
  if (inputAt === undefined) return { result, details, strip: [] };
  const { changes, across } = await oneAtATime(() => changedTiles(darkroom, frames));
  const last = lastChange(changes, thoughtFromMs, firstInputAt, inputAt, across);
  const seenMs = last && last.atMs - inputAt;
  const endAt = inputAt + (claimedMs ?? 0);
  const isElsewhere = last !== undefined && Math.abs(last.atMs - endAt) > FRAMES_MS;
  // The picture of the end follows it by up to two frames.
  const moments = [inputAt, endAt + FRAMES_MS, ...(isElsewhere ? [last.atMs] : [])];
  const shown = moments.flatMap((at) => frames.findLast(({ atMs }) => atMs <= at) ?? frames[0] ?? []);
  const images = await oneAtATime(() => thumbnails(darkroom, shown));
  const after = [0, claimedMs ?? 0, ...(isElsewhere ? [last.atMs - inputAt] : [])];
  const strip = images.map((image, index) => ({ afterInputMs: after[index] ?? 0, image }));
  return {
    result,
    details,
    ...(claimedMs !== undefined && { claimedMs }),
    ...(seenMs !== undefined && { seenMs }),
    strip,
  };
}

/** In every frame; the page may be leaving one. */
async function hideCarets(page: Page): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(hideCaret).catch(() => {})));
}

function hideCaret(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { caret-color: transparent !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
