import type { RequestSample, StepSample } from '../../sample/sample.ts';
import { cacheOutcome } from '../steps/cache-outcome.ts';

/** A request that a cache could have answered. Timestamps in milliseconds since the epoch. */
export interface Lookup {
  step: StepSample;
  request: RequestSample;
  /** Absent if the server does not report it. */
  outcome?: 'hit' | 'miss';
  sentAt: number;
  answeredAt: number;
}

/** A lookup for an answer that had been computed before. */
export interface Repeat extends Lookup {
  outcome: 'hit' | 'miss';
  /** Since the answer was last computed. */
  ageMs: number;
}

/** The answered data requests, in the order in which they were sent. */
export function lookupsOf(steps: StepSample[]): Lookup[] {
  return steps
    .flatMap((step): Lookup[] => {
      const { request, inputAt, outcome: ended } = step;
      if (ended.status !== 'ok' || inputAt === undefined || request?.responseEndMs === undefined) return [];
      if (request.matchedBy === 'navigation' || request.via !== undefined) return [];
      // The URL alone does not identify such a request.
      if (request.method !== undefined) return [];
      const outcome = cacheOutcome(request);
      return [
        {
          step,
          request,
          ...(outcome && { outcome }),
          sentAt: inputAt + (request.sentMs ?? request.startMs),
          answeredAt: inputAt + request.responseEndMs,
        },
      ];
    })
    .sort((a, b) => a.sentAt - b.sentAt);
}

/** Steady-state lookups with a known outcome, for answers that had already been computed when the lookup was sent. */
export function repeatsOf(lookups: Lookup[]): Repeat[] {
  const madeAt = new Map<string, number>();
  return lookups.flatMap((lookup) => {
    const { step, request, outcome, sentAt, answeredAt } = lookup;
    const made = madeAt.get(request.url);
    if (outcome !== 'hit') madeAt.set(request.url, answeredAt);
    const isRepeat = made !== undefined && made < sentAt && step.phase === 'steady';
    return isRepeat && outcome ? [{ ...lookup, outcome, ageMs: sentAt - made }] : [];
  });
}
