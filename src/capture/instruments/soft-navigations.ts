import type { StepDetails } from '../step-spec.ts';
import { bufferEntries, type PaintStamped } from './entries.ts';

/** URL changes within the document that the browser counted as navigations (Chromium ≥ 151). */
export function watchSoftNavigations() {
  const buffer = bufferEntries<PaintStamped>('soft-navigation');
  return {
    clear: buffer.clear,
    /** The last one caused by an input of the step; each has the timestamp of its input. */
    last(firstInputMs: number, inputMs: number, frameMs: number): StepDetails['softNavigation'] {
      const entry = buffer
        .all()
        .findLast(({ startTime }) => startTime >= firstInputMs && startTime <= frameMs);
      if (!entry) return undefined;
      const { name: url, paintTime } = entry;
      return paintTime === undefined || paintTime < inputMs ? { url } : { url, paintMs: paintTime - inputMs };
    },
  };
}
