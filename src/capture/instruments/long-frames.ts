import type { StepDetails } from '../step-spec.ts';
import { bufferEntries } from './entries.ts';

/** https://w3c.github.io/long-animation-frames/ */
interface LongAnimationFrame extends PerformanceEntry {
  blockingDuration: number;
  scripts: (PerformanceEntry & { invoker: string; sourceURL: string })[];
}

/** Frames of 50 ms and longer. */
export function watchLongFrames() {
  const buffer = bufferEntries<LongAnimationFrame>('long-animation-frame');
  return {
    clear: buffer.clear,
    /** The longest frame that overlaps the time from the input to the paint. */
    longest(inputMs: number, frameMs: number): StepDetails['longFrame'] {
      const frame = longestOf(
        buffer
          .all()
          .filter(({ startTime, duration }) => startTime <= frameMs && startTime + duration >= inputMs),
      );
      if (!frame) return undefined;
      const script = longestOf(frame.scripts);
      return {
        startMs: frame.startTime - inputMs,
        durationMs: frame.duration,
        blockingMs: frame.blockingDuration,
        ...(script && {
          script: {
            invoker: script.invoker,
            ...(script.sourceURL && { url: script.sourceURL }),
            durationMs: script.duration,
          },
        }),
      };
    },
  };
}

function longestOf<Entry extends PerformanceEntry>(entries: Entry[]): Entry | undefined {
  return entries.toSorted((a, b) => b.duration - a.duration)[0];
}
