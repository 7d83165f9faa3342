import type { StepDetails } from '../step-spec.ts';
import { shortSelector } from './short-selector.ts';

/** https://wicg.github.io/layout-instability/ */
export interface LayoutShift extends PerformanceEntry {
  value: number;
  /** Within 500 ms of an input, so the shift is expected. */
  hadRecentInput: boolean;
  /** What moved, largest area first; at most five. A node that has since been removed is null. */
  sources?: { node: Node | null }[];
}

/** The largest unexpected shift at or after `fromMs`. */
export function largestShift(shifts: LayoutShift[], fromMs: number): StepDetails['shift'] {
  const largest = shifts
    .filter(({ startTime, hadRecentInput }) => startTime >= fromMs && !hadRecentInput)
    .reduce<LayoutShift | undefined>(
      (found, shift) => (found && found.value >= shift.value ? found : shift),
      undefined,
    );
  if (!largest) return undefined;
  const of = elementOf(largest.sources?.[0]?.node);
  return { value: largest.value, ...(of && { of: shortSelector(of) }) };
}

/** For a text node, the element around it. */
function elementOf(node: Node | null | undefined): Element | null | undefined {
  return node instanceof Element ? node : node?.parentElement;
}
