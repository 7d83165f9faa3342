import { groupBy } from '../../sample/group-by.ts';
import type { StepSample } from '../../sample/sample.ts';
import { lookupsOf } from './lookups.ts';
import { routeOf } from './won.ts';

/**
 * How many other requests of the same route were under way when a step sent its own, by the id of the step. At that moment
 * nobody knows how long it will take: counting all that came meanwhile would call the slow ones crowded because they were slow.
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
