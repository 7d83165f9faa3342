import { groupBy } from '../../sample/group-by.ts';
import type { Sample } from '../../sample/sample.ts';
import { isWhole } from '../../sample/whole-address.ts';

/** A few requests of each step show more than many of one, and sixty take only seconds. */
const MOST_REQUESTS = 60;

/**
 * The distinct URLs that users requested from the base, of its own origin only, taken from the steps in turn.
 *
 * @param baseUrl URL of the base
 */
export function askedRequests(samples: readonly Sample[], baseUrl: string): string[] {
  const { origin, username, password } = new URL(baseUrl);
  const asked = samples.flatMap((sample) => {
    if (sample.type !== 'step' || sample.side !== 'base' || sample.request === undefined) return [];
    const { journey, step, request } = sample;
    if (request.method !== undefined || !isWhole(request.url)) return [];
    if (!URL.canParse(request.url, baseUrl)) return [];
    const url = new URL(request.url, baseUrl);
    url.hash = '';
    // They are not recorded with a request.
    url.username = username;
    url.password = password;
    return url.origin === origin ? [{ place: JSON.stringify([journey, step]), url: url.href }] : [];
  });
  const ofSteps = [...groupBy(asked, ({ place }) => place).values()].map((of) => of.map(({ url }) => url));
  const inTurns = Array.from({ length: Math.max(0, ...ofSteps.map(({ length }) => length)) }, (_, turn) =>
    ofSteps.flatMap((urls) => urls[turn] ?? []),
  ).flat();
  return [...new Set(inTurns)].slice(0, MOST_REQUESTS);
}

/**
 * The same request, sent to another side.
 *
 * @param from query parameters of the original side, which are removed
 * @param to URL of the other side, and its own query parameters
 */
export function movedRequest(
  request: string,
  from: Readonly<Record<string, string>>,
  to: { url: string; query: Readonly<Record<string, string>> },
): string {
  const { pathname, search } = new URL(request);
  // Set part by part: a path that begins with two slashes would name another host.
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
