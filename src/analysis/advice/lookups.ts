import { groupOfLayer } from '../../sample/layer-groups.ts';
import type { RequestSample, StepSample } from '../../sample/sample.ts';

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

/** What the server's `Server-Timing` says of its cache. */
export function cacheOutcome({ serverTimingDesc = {} }: RequestSample): Lookup['outcome'] {
  for (const [name, description] of Object.entries(serverTimingDesc)) {
    if (groupOfLayer(name) !== 'cache' && !/cache/i.test(name)) continue;
    if (/^\s*hit/i.test(description)) return 'hit';
    if (/^\s*(miss|expired|stale)/i.test(description)) return 'miss';
  }
  return undefined;
}

/** The answered requests for data, in the order in which they were sent. */
export function lookupsOf(steps: StepSample[]): Lookup[] {
  return steps
    .flatMap((step): Lookup[] => {
      const { request, inputAt, outcome: ended } = step;
      if (ended.status !== 'ok' || inputAt === undefined || request?.responseEndMs === undefined) return [];
      if (request.matchedBy === 'navigation' || request.via !== undefined) return [];
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
