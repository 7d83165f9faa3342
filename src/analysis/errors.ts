import type { Analysis } from '../sample/analysis.ts';
import { hasFailed } from '../sample/has-failed.ts';
import type { Sample } from '../sample/sample.ts';
import { errorKind } from './error-kind.ts';
import type { RunWindow } from './load/run-window.ts';

type ErrorCount = Analysis['errors'][number];
type ErrorSeen = Pick<ErrorCount, 'journey' | 'step' | 'kind' | 'message' | 'traceId'> & { at: number };

/** Steps without an answer, and what pages reported until the end of the steady state. */
function seenIn(samples: Sample[], { steadyEndAt }: RunWindow): ErrorSeen[] {
  return samples.flatMap((sample): ErrorSeen[] => {
    if (sample.type === 'error' && sample.at < steadyEndAt) {
      const { journey, step, message, at } = sample;
      return [{ journey, step, kind: 'reported by the page', message, at }];
    }
    if (sample.type !== 'step' || !hasFailed(sample)) return [];
    const { journey, step, outcome, id, intendedAt } = sample;
    return [
      { journey, step, kind: errorKind(sample), message: outcome.message, traceId: id, at: intendedAt },
    ];
  });
}

/** Errors between the release and the end of the steady state, most frequent first. */
export function errors(samples: Sample[], window: RunWindow): ErrorCount[] {
  const origin = window.releasedAt ?? window.steadyStartAt;
  const counts = new Map<string, ErrorCount>();
  for (const { at, traceId, ...seen } of seenIn(samples, window).sort((a, b) => a.at - b.at)) {
    const key = JSON.stringify(seen);
    const atMs = at - origin;
    const entry = counts.get(key) ?? {
      ...seen,
      count: 0,
      firstAtMs: atMs,
      lastAtMs: atMs,
      ...(traceId !== undefined && { traceId }),
    };
    counts.set(key, { ...entry, count: entry.count + 1, lastAtMs: atMs });
  }
  return [...counts]
    .sort(([a, { count: countA }], [b, { count: countB }]) => countB - countA || (a < b ? -1 : 1))
    .map(([, entry]) => entry);
}
