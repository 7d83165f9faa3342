import { groupOfLayer } from '../../sample/layer-groups.ts';
import type { RequestSample } from '../../sample/sample.ts';

/** A CDN or edge cache in front of the product, which is none of its tiers. */
const isOutside = (name: string) => /(^|[^a-z])(cdn|edge)/i.test(name);

const isTier = (name: string) => /^(cache|redis|valkey|memcached?)$/i.test(name);

/** The cache result in the server's `Server-Timing` header; `undefined` if it does not report one. */
export function cacheOutcome({ serverTimingDesc = {} }: RequestSample): 'hit' | 'miss' | undefined {
  const cacheEntries = Object.entries(serverTimingDesc)
    .filter(([name]) => !isOutside(name) && (groupOfLayer(name) === 'cache' || /cache/i.test(name)))
    .sort(([a], [b]) => Number(isTier(b)) - Number(isTier(a)));
  for (const [, description] of cacheEntries) {
    if (/^\s*hit/i.test(description)) return 'hit';
    if (/^\s*(miss|expired|stale)/i.test(description)) return 'miss';
  }
  return undefined;
}
