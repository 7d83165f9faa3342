import type { Tier } from './api.ts';

/** A tier behind the server failed; the response has status 503. */
export class TierError extends Error {
  readonly tier: Tier['name'];

  constructor(tier: Tier['name'], cause: unknown) {
    super(`the ${tier} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.tier = tier;
  }
}
