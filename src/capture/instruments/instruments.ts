import { watchRequests } from '../requests/requests.ts';
import type { SentRequests } from '../requests/sent-requests.ts';
import type { StepDetails } from '../step-spec.ts';
import type { StepWindow } from '../step-window.ts';
import { longestBlocking } from './blocking.ts';
import { watchContentfulPaints } from './contentful-paint.ts';
import { bufferEntries } from './entries.ts';
import { watchErrors } from './errors.ts';
import { usedHeapBytes } from './heap.ts';
import { type LayoutShift, largestShift } from './layout-shifts.ts';
import { watchLongFrames } from './long-frames.ts';
import { watchSoftNavigations } from './soft-navigations.ts';
import { trafficBetween } from './traffic.ts';
import { watchVitals } from './vitals.ts';

/** Measurements taken in addition to the clock. */
export interface Instruments {
  /** Discards the data of the previous step. */
  clear(): void;
  begin(): void;
  input(): void;
  /** Details of a step or, without one, of the page since the last `clear`. */
  tell(step: StepWindow | undefined): Omit<StepDetails, 'at'>;
}

export function watchWithInstruments(sent: SentRequests): Instruments {
  const contentfulPaints = watchContentfulPaints();
  const longFrames = watchLongFrames();
  const softNavigations = watchSoftNavigations();
  const shifts = bufferEntries<LayoutShift>('layout-shift');
  const vitals = watchVitals(shifts);
  const resources = bufferEntries<PerformanceResourceTiming>('resource');
  const requests = watchRequests(sent);
  const errors = watchErrors();

  return {
    clear() {
      for (const instrument of [
        contentfulPaints,
        longFrames,
        softNavigations,
        shifts,
        vitals,
        resources,
        errors,
      ])
        instrument.clear();
    },
    begin: requests.begin,
    input: requests.input,
    tell(step) {
      if (!step) return { vitals: {}, errors: errors.all() };
      const { inputMs, firstInputMs, inputDelayMs, end, loaded } = step;
      const details: Omit<StepDetails, 'at'> = {
        vitals: vitals.since(firstInputMs, loaded, inputDelayMs !== undefined && !loaded),
        errors: errors.all(),
      };
      if (inputDelayMs !== undefined) details.inputDelayMs = inputDelayMs;
      const shift = largestShift(shifts.all(), firstInputMs);
      if (shift) details.shift = shift;
      const jsHeapBytes = usedHeapBytes();
      if (jsHeapBytes !== undefined) details.jsHeapBytes = jsHeapBytes;
      // Of a step that was given up, whatever was answered or lost since the input.
      const request = requests.behind(step, end?.settledMs ?? Number.POSITIVE_INFINITY);
      if (request) details.request = request;
      if (!end) return details;
      const { settledMs, frameMs } = end;
      // A click begins with its press; of several keys, the last one asked.
      const largest = contentfulPaints.largest(step.spec.startsWith === 'click' ? firstInputMs : inputMs);
      const largestMs = (largest?.paintTime ?? 0) - inputMs;
      if (largestMs > 0 && !loaded) details.vitals.icpMs = largestMs;
      const paint = contentfulPaints.between(firstInputMs, settledMs, frameMs);
      if (paint?.paintTime !== undefined) details.contentfulMs = paint.paintTime - inputMs;
      if (paint?.presentationTime !== undefined) details.presentationMs = paint.presentationTime - inputMs;
      details.traffic = trafficBetween(resources.all(), inputMs, settledMs);
      const blocking = loaded ? longestBlocking(resources.all(), settledMs) : undefined;
      if (blocking) details.blocking = blocking;
      const longFrame = longFrames.longest(inputMs, frameMs);
      if (longFrame) details.longFrame = longFrame;
      const softNavigation = softNavigations.last(firstInputMs, inputMs, frameMs);
      if (softNavigation) details.softNavigation = softNavigation;
      return details;
    },
  };
}

/** Measures nothing: only the clock runs. */
export function withoutInstruments(): Instruments {
  const nothing = () => {};
  return {
    clear: nothing,
    begin: nothing,
    input: nothing,
    tell: () => ({ vitals: {}, errors: [] }),
  };
}
