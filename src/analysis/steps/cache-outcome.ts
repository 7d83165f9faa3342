import { groupOfLayer } from '../../sample/layer-groups.ts';
import type { RequestSample } from '../../sample/sample.ts';

/** What stands before the product and is none of its tiers. */
const isOutside = (name: string) => /(^|[^a-z])(cdn|edge)/i.test(name);

const isTier = (name: string) => /^(cache|redis|valkey|memcached?)$/i.test(name);

/** What the server's `Server-Timing` says of its cache; absent where it does not tell. */
export function cacheOutcome({ serverTimingDesc = {} }: RequestSample): 'hit' | 'miss' | undefined {
  const told = Object.entries(serverTimingDesc)
    .filter(([name]) => !isOutside(name) && (groupOfLayer(name) === 'cache' || /cache/i.test(name)))
    .sort(([a], [b]) => Number(isTier(b)) - Number(isTier(a)));
  for (const [, description] of told) {
    if (/^\s*hit/i.test(description)) return 'hit';
    if (/^\s*(miss|expired|stale)/i.test(description)) return 'miss';
  }
  return undefined;
}
