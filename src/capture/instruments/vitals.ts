import { entriesOf, nowMs } from '../natives.ts';
import type { StepDetails } from '../step-spec.ts';
import { bufferEntries, type EntryBuffer, keptEntries } from './entries.ts';
import type { LayoutShift } from './layout-shifts.ts';

interface InteractionTiming extends PerformanceEntry {
  interactionId: number;
}

/** Event Timing reports 104 ms and longer by default; 16 is the minimum. Durations are multiples of 8 ms. */
const EVENT_THRESHOLD_MS = 16;

/**
 * Cumulative layout shift of a set of entries: the largest session window, which ends after 1 s without a shift or
 * after 5 s (https://web.dev/articles/cls). Shifts within 500 ms of an input are expected and do not count.
 */
function cumulativeLayoutShift(shifts: LayoutShift[]): number {
  let largest = 0;
  let sum = 0;
  let firstMs = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { startTime, value, hadRecentInput } of shifts) {
    if (hadRecentInput) continue;
    if (startTime - lastMs > 1000 || startTime - firstMs > 5000) {
      sum = 0;
      firstMs = startTime;
    }
    sum += value;
    lastMs = startTime;
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Web vitals limited to the step's window, so that a step without a page load or URL change has them too. */
export function watchVitals(shifts: EntryBuffer<LayoutShift>) {
  const events = bufferEntries<InteractionTiming>('event', { durationThreshold: EVENT_THRESHOLD_MS });
  let clearedMs = 0;
  return {
    clear() {
      events.clear();
      clearedMs = nowMs();
    },
    /**
     * @param loaded whether the step loaded the page itself
     * @param interacted whether its input was an event in this document
     */
    since(inputMs: number, loaded: boolean, interacted: boolean): StepDetails['vitals'] {
      const vitals: StepDetails['vitals'] = {
        cls: cumulativeLayoutShift(shifts.all().filter(({ startTime }) => startTime >= inputMs)),
      };
      const durations = events
        .all()
        // An entry of the previous step may arrive after the buffer was cleared.
        .filter(({ interactionId, startTime }) => interactionId > 0 && startTime >= clearedMs)
        .map(({ duration }) => duration);
      if (durations.length > 0) vitals.inpMs = Math.max(...durations);
      else if (interacted && PerformanceObserver.supportedEntryTypes.includes('event'))
        vitals.inpUnderMs = EVENT_THRESHOLD_MS;
      if (loaded) {
        const [navigation] = entriesOf('navigation') as PerformanceNavigationTiming[];
        const fcp = keptEntries('paint').find(({ name }) => name === 'first-contentful-paint');
        const lcp = keptEntries('largest-contentful-paint').at(-1);
        if (navigation && navigation.responseStart > 0) vitals.ttfbMs = navigation.responseStart;
        if (fcp) vitals.fcpMs = fcp.startTime;
        if (lcp) vitals.lcpMs = lcp.startTime;
      }
      return vitals;
    },
  };
}
