import { groupBy } from '../../sample/group-by.ts';
import type { Sample } from '../../sample/sample.ts';

/** A few of each step tell more than many of one, and sixty take seconds. */
const MOST_REQUESTS = 60;

/**
 * What users asked of the base, as addresses without repetition: of its own origin, from each step in turn.
 *
 * @param baseUrl where the base answers
 */
export function askedRequests(samples: readonly Sample[], baseUrl: string): string[] {
  const { origin } = new URL(baseUrl);
  const asked = samples.flatMap((sample) => {
    if (sample.type !== 'step' || sample.side !== 'base' || sample.request === undefined) return [];
    const { journey, step, request } = sample;
    if (request.method !== undefined) return [];
    if (!URL.canParse(request.url, baseUrl)) return [];
    const url = new URL(request.url, baseUrl);
    url.hash = '';
    return url.origin === origin ? [{ place: JSON.stringify([journey, step]), url: url.href }] : [];
  });
  const ofSteps = [...groupBy(asked, ({ place }) => place).values()].map((of) => of.map(({ url }) => url));
  const inTurns = Array.from({ length: Math.max(0, ...ofSteps.map(({ length }) => length)) }, (_, turn) =>
    ofSteps.flatMap((urls) => urls[turn] ?? []),
  ).flat();
  return [...new Set(inTurns)].slice(0, MOST_REQUESTS);
}

/**
 * The same request at another side.
 *
 * @param from query parameters of the side it was asked of, which are left behind
 * @param to where the other side answers, and its own query parameters
 */
export function movedRequest(
  request: string,
  from: Readonly<Record<string, string>>,
  to: { url: string; query: Readonly<Record<string, string>> },
): string {
  const { pathname, search } = new URL(request);
  // Part by part: a path that begins with two slashes would name another host.
  const moved = new URL(to.url);
  moved.pathname = pathname;
  moved.search = search;
  moved.hash = '';
  for (const [name, value] of Object.entries(from)) {
    moved.searchParams.delete(name, value);
  }
  for (const [name, value] of Object.entries(to.query)) moved.searchParams.set(name, value);
  return moved.href;
}
