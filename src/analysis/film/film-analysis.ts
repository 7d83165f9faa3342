import type { Analysis } from '../../sample/analysis.ts';
import { groupBy } from '../../sample/group-by.ts';
import type { FilmSample, Sample } from '../../sample/sample.ts';

type FilmedStep = NonNullable<Analysis['film']>[number];

/** A change reaches the screen up to two frames after it was handed over, later on a busy machine. */
const TOLERANCE_MS = 50;
const TOLERANCE_SHARE = 0.1;

/** The last part of an eased fade changes no pixel. */
const FAINT_MS = 100;

/** Whether the screen shows the end where the step claims it. */
export function filmVerdict({
  claimedMs,
  seenMs,
}: Pick<FilmSample, 'claimedMs' | 'seenMs'>): FilmedStep['verdict'] {
  if (claimedMs === undefined) return 'not taken';
  if (seenMs === undefined) return 'nothing seen';
  const lateMs = seenMs - claimedMs;
  const allowedMs = Math.max(lateMs > 0 ? TOLERANCE_MS : FAINT_MS, TOLERANCE_SHARE * seenMs);
  if (Math.abs(lateMs) <= allowedMs) return 'confirmed';
  return lateMs > 0 ? 'too early' : 'too late';
}

const offBy = ({ claimedMs, seenMs }: FilmSample): number =>
  claimedMs === undefined
    ? Number.POSITIVE_INFINITY
    : seenMs === undefined
      ? Number.MAX_VALUE
      : Math.abs(seenMs - claimedMs);

/**
 * What the films show of each step, journey by journey. Of several films of a step, the one that agrees best counts:
 * a condition that is wrong never agrees.
 */
export function filmAnalysis(samples: Sample[]): FilmedStep[] {
  const films = samples.filter((sample) => sample.type === 'film');
  const ofJourneys = [...groupBy(films, ({ journey }) => journey).values()];
  return ofJourneys
    .flatMap((ofJourney) => [...groupBy(ofJourney, ({ step }) => step).values()])
    .flatMap((same) => {
      const [best] = same.toSorted((a, b) => offBy(a) - offBy(b));
      if (!best) return [];
      const { type: _, at: __, ...film } = best;
      return [{ ...film, verdict: filmVerdict(best) }];
    });
}
