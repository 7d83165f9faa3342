import { bufferEntries, type PaintStamped } from './entries.ts';

/** Contentful paints of interactions (Chromium ≥ 151); the entries reach the page up to 400 ms late. */
export function watchContentfulPaints() {
  const buffer = bufferEntries<PaintStamped>('interaction-contentful-paint');
  // Without cross-origin isolation, paint timestamps are multiples of 4 ms.
  const stampStepMs = crossOriginIsolated ? 0 : 4;
  return {
    clear: buffer.clear,
    /**
     * The paint, for an interaction that began at or after `fromMs`, that showed the DOM of `settledMs` and
     * was on screen by `frameMs`. Earlier paints are echoes, such as the typed letter in the input field;
     * later ones show something else. `undefined` if the result painted a smaller area than an earlier paint.
     */
    between(fromMs: number, settledMs: number, frameMs: number): PaintStamped | undefined {
      return buffer
        .all()
        .find(
          ({ startTime, paintTime = 0 }) =>
            startTime >= fromMs && paintTime >= settledMs - stampStepMs && paintTime <= frameMs + stampStepMs,
        );
    },
    /** The largest paint of the last interaction that began at or after `fromMs`: only growing ones are reported. */
    largest(fromMs: number): PaintStamped | undefined {
      const found = buffer.all().filter(({ startTime }) => startTime >= fromMs);
      const lastMs = Math.max(...found.map(({ startTime }) => startTime));
      return found.findLast(({ startTime }) => startTime === lastMs);
    },
  };
}
