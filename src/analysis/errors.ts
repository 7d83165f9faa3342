import type { Analysis } from '../sample/analysis.ts';
import type { Sample } from '../sample/sample.ts';
import type { RunWindow } from './load/run-window.ts';

type ErrorCount = Analysis['errors'][number];

/** Errors between the release and the end of the steady state, most frequent first. */
export function errors(samples: Sample[], window: RunWindow): ErrorCount[] {
  const counts = new Map<string, ErrorCount>();
  const count = (journey: string, step: string, message: string) => {
    const key = JSON.stringify([journey, step, message]);
    const entry = counts.get(key) ?? { journey, step, message, count: 0 };
    counts.set(key, { ...entry, count: entry.count + 1 });
  };
  for (const sample of samples) {
    if (sample.type === 'error' && sample.at < window.steadyEndAt) {
      count(sample.journey, sample.step, sample.message);
    }
    if (sample.type === 'step' && sample.outcome.status !== 'ok') {
      count(sample.journey, sample.step, sample.outcome.message);
    }
  }
  return [...counts]
    .sort(([a, { count: countA }], [b, { count: countB }]) => countB - countA || (a < b ? -1 : 1))
    .map(([, entry]) => entry);
}
