import { groupBy } from '../../sample/group-by.ts';
import type { AnsweredStep, Evidence, Replay } from './evidence.ts';
import { sum } from './middle.ts';
import type { Finding } from './rule.ts';

/** The possible gain of a change in these steps, and their names, greatest gain first. */
export function won(
  steps: AnsweredStep[],
  msOf: (step: AnsweredStep) => number,
): Required<Pick<Finding, 'steps' | 'wonMs'>> {
  const byName = groupBy(steps, ({ sample: { journey, step } }) => JSON.stringify([journey, step]));
  const names = [...byName.values()]
    .map((alike) => {
      const { journey, step } = (alike[0] as AnsweredStep).sample;
      return { journey, step, ms: sum(alike.map(msOf)) };
    })
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
  return {
    steps: names.map(({ journey, step }) => ({ journey, step })),
    wonMs: sum(names.map(({ ms }) => ms)),
  };
}

/** Answered steps similar to these replays: a request of the same route, or a step of the same name. */
export function stepsLike({ answered }: Evidence, replays: Replay[]): AnsweredStep[] {
  const routes = new Set(replays.map(({ sample }) => routeOf(sample.url)));
  const names = new Set(replays.map(({ query }) => JSON.stringify([query.journey, query.step])));
  return answered.filter(
    ({ sample: { request, journey, step } }) =>
      request && (routes.has(routeOf(request.url)) || names.has(JSON.stringify([journey, step]))),
  );
}

/** The path of a URL without the parts that differ between requests: `/api/documents/*`. */
export function routeOf(url: string): string {
  const [path = ''] = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path
    .split('/')
    .map((part) => (/\d/.test(part) ? '*' : part))
    .join('/');
}
