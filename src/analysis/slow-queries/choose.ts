import { groupBy } from '../../sample/group-by.ts';
import type { RequestSample, StepKind, StepSample } from '../../sample/sample.ts';
import { isWhole } from '../../sample/whole-address.ts';
import { isServerTimed, tiersMs } from '../steps/tiers.ts';

/** A request to replay. */
export interface SlowRequest {
  /** The slowest step with this request. */
  stepId: string;
  url: string;
}

interface Candidate extends SlowRequest {
  kind: StepKind;
  ms: number;
}

/**
 * How many requests of each kind of step are replayed. Requests that open a document are always included, however slow
 * searches are; several of them, since the slowest may have been slow by chance, and documents differ in what they need.
 */
const places: Record<StepKind, number> = { query: 3, navigation: 3, suggestion: 1 };

/**
 * The slowest distinct requests of the steady state, by the server time if the server reports it, otherwise by the latency of
 * their step. The slowest of each kind come first, so that every kind is covered if time runs short.
 *
 * @param target URL of the product: no other server is contacted
 */
export function chooseSlowRequests(steps: StepSample[], target: string): SlowRequest[] {
  const slowest = new Map<string, Candidate>();
  for (const step of steps) {
    if (step.phase !== 'steady' || !step.request) continue;
    const url = ownAddress(step.request, target);
    const ms = serverMs(step.request) ?? step.responseMs;
    if (url === undefined || ms === undefined || ms <= (slowest.get(url)?.ms ?? -1)) continue;
    slowest.set(url, { stepId: step.id, url, kind: step.kind, ms });
  }
  const inOrder = [...slowest.values()].sort((a, b) => b.ms - a.ms || (a.url < b.url ? -1 : 1));
  return [...groupBy(inOrder, ({ kind }) => kind)]
    .flatMap(([kind, candidates]) =>
      candidates.slice(0, places[kind]).map((candidate, place) => ({ candidate, place })),
    )
    .sort((a, b) => a.place - b.place)
    .map(({ candidate: { stepId, url } }) => ({ stepId, url }));
}

/**
 * The full URL of a data request that the product's server answered and that can be sent again; undefined for any other: one that
 * is more than its URL, or has a value that is hidden.
 */
export function ownAddress(
  { url, method, matchedBy, via }: RequestSample,
  target: string,
): string | undefined {
  if (matchedBy === 'navigation' || via !== undefined) return undefined;
  if (method !== undefined || !URL.canParse(url, target) || !isWhole(url)) return undefined;
  const address = new URL(url, target);
  Object.assign(address, { hash: '', username: '', password: '' });
  return address.origin === new URL(target).origin ? address.href : undefined;
}

/** The server time, all tiers together; undefined if the server does not report it. */
function serverMs(request: RequestSample): number | undefined {
  if (!isServerTimed(request)) return undefined;
  return tiersMs(request.serverTimingMs, Number.POSITIVE_INFINITY).reduce((sum, [, ms]) => sum + ms, 0);
}
