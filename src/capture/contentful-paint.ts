import { bufferEntries, type PaintStamped } from './entries.ts';

/** Without cross-origin isolation paint stamps are multiples of 4 ms. */
const STAMP_STEP_MS = crossOriginIsolated ? 0 : 4;

/** The interaction's contentful paints (Chromium ≥ 151); they reach the page up to 400 ms late. */
export function watchContentfulPaints() {
  const buffer = bufferEntries<PaintStamped>('interaction-contentful-paint');
  return {
    clear: buffer.clear,
    /**
     * The first paint of an interaction begun at or after `fromMs` that shows what was in the DOM at `settledMs`.
     * Earlier ones are echoes, such as the typed letter in its box. Absent when the answer painted smaller than those.
     */
    after(fromMs: number, settledMs: number): PaintStamped | undefined {
      return buffer
        .all()
        .find((entry) => entry.startTime >= fromMs && (entry.paintTime ?? 0) >= settledMs - STAMP_STEP_MS);
    },
  };
}
