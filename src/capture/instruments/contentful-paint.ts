import { bufferEntries, type PaintStamped } from './entries.ts';

/** The interaction's contentful paints (Chromium ≥ 151); they reach the page up to 400 ms late. */
export function watchContentfulPaints() {
  const buffer = bufferEntries<PaintStamped>('interaction-contentful-paint');
  // Without cross-origin isolation paint stamps are multiples of 4 ms.
  const stampStepMs = crossOriginIsolated ? 0 : 4;
  return {
    clear: buffer.clear,
    /**
     * The paint of an interaction begun at or after `fromMs` that showed what was in the DOM at `settledMs`, which was on
     * screen by `frameMs`. Earlier ones are echoes, such as the typed letter in its box; later ones show something
     * else. Absent when the answer painted smaller than what came before it.
     */
    between(fromMs: number, settledMs: number, frameMs: number): PaintStamped | undefined {
      return buffer
        .all()
        .find(
          ({ startTime, paintTime = 0 }) =>
            startTime >= fromMs && paintTime >= settledMs - stampStepMs && paintTime <= frameMs + stampStepMs,
        );
    },
  };
}
