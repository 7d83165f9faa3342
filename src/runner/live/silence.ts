import { formatDuration } from '../../words/units.ts';
import type { LiveFigures } from './live-run.ts';

/** So long after a think time, somebody should have got an answer. */
const PATIENCE_MS = 10_000;

export interface Silence {
  /** Looks at the run; returns what is new, as a sentence. */
  look(figures: LiveFigures, at: number): string | undefined;
  /** Whether no step is being answered. */
  isDown(): boolean;
}

/** Notices when no step is answered any more, and when answers come again. */
export function watchForSilence(longestThinkMs: number): Silence {
  const limitMs = longestThinkMs + PATIENCE_MS;
  let silentSince: number | undefined;
  return {
    look({ schedule, answeredAt, atWork }, at) {
      if (!schedule || at < schedule.releasedAt || at >= schedule.steadyEndAt || atWork === 0)
        return undefined;
      const since = Math.max(answeredAt ?? 0, schedule.releasedAt);
      if (silentSince === undefined) {
        if (at - since < limitMs) return undefined;
        silentSince = since;
        return `no step has been answered for ${formatDuration(at - since)}: is the product down?`;
      }
      if (since <= silentSince) return undefined;
      const silentMs = since - silentSince;
      silentSince = undefined;
      return `steps are answered again, after ${formatDuration(silentMs)}`;
    },
    isDown: () => silentSince !== undefined,
  };
}
