import { groupBy } from '../../sample/group-by.ts';
import type { StepSample } from '../../sample/sample.ts';
import { lookupsOf } from './lookups.ts';
import { routeOf } from './won.ts';

/**
 * How many other requests of the same route were in progress when a step sent its own, by step id. Requests sent later are not
 * counted: a slow request overlaps with more of them just because it is slow.
 */
export function othersInFlight(steps: StepSample[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const alike of groupBy(lookupsOf(steps), ({ request }) => routeOf(request.url)).values()) {
    const overAt = alike.map(({ answeredAt }) => answeredAt).sort((a, b) => a - b);
    let over = 0;
    for (const [before, { step, sentAt }] of alike.entries()) {
      while ((overAt[over] ?? Number.POSITIVE_INFINITY) <= sentAt) over += 1;
      counts.set(step.id, before - over);
    }
  }
  return counts;
}
