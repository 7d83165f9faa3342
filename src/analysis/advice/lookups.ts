import type { RequestSample, StepSample } from '../../sample/sample.ts';
import { cacheOutcome } from '../steps/cache-outcome.ts';

/** A request that a cache could have answered. Stamps in milliseconds since the epoch. */
export interface Lookup {
  step: StepSample;
  request: RequestSample;
  /** Absent where the server does not tell. */
  outcome?: 'hit' | 'miss';
  sentAt: number;
  answeredAt: number;
}

/** One for an answer that had been made before. */
export interface Repeat extends Lookup {
  outcome: 'hit' | 'miss';
  /** Since the last time that the answer was made. */
  ageMs: number;
}

/** The answered requests for data, in the order in which they were sent. */
export function lookupsOf(steps: StepSample[]): Lookup[] {
  return steps
    .flatMap((step): Lookup[] => {
      const { request, inputAt, outcome: ended } = step;
      if (ended.status !== 'ok' || inputAt === undefined || request?.responseEndMs === undefined) return [];
      if (request.matchedBy === 'navigation' || request.via !== undefined) return [];
      // Its address is not all that it asked for.
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

/** Lookups of the steady state for answers that were there already when they were sent, and of which it is told what became. */
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
