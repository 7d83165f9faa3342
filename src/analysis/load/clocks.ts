import { median } from 'simple-statistics';
import type { Analysis } from '../../sample/analysis.ts';
import type { ClockSample, Sample } from '../../sample/sample.ts';

type Clocks = NonNullable<Analysis['clocks']>;

/** The last comparison of each clock counts: it uses all round trips until then. */
function lastComparisons(samples: Sample[]): Map<string, ClockSample> {
  const last = new Map<string, ClockSample>();
  for (const sample of samples) {
    if (sample.type !== 'clock') continue;
    const key = `${sample.of} ${sample.user ?? ''}`;
    const known = last.get(key);
    if (known === undefined || sample.at > known.at) last.set(key, sample);
  }
  return last;
}

/**
 * How well the clocks agree. Timestamps of the page are converted to the runner's clock through the worker's,
 * so the bounds of both hops add up; a user with only one known bound is left out.
 *
 * @returns `undefined` if no clock was compared
 */
export function clocks(samples: Sample[]): Clocks | undefined {
  const last = lastComparisons(samples);
  const boundsMs = [...last.values()].flatMap(({ of, user, boundMs }) => {
    const worker = of === 'page' ? last.get(`worker ${user ?? ''}`) : undefined;
    return worker === undefined ? [] : [boundMs + worker.boundMs];
  });
  const server = last.get('server ');
  if (boundsMs.length === 0 && server === undefined) return undefined;
  return {
    ...(boundsMs.length > 0 && {
      users: { boundMs: { median: median(boundsMs), max: Math.max(...boundsMs) } },
    }),
    ...(server && { server: { offsetMs: server.offsetMs, boundMs: server.boundMs } }),
  };
}
