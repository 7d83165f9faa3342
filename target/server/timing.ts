import { performance } from 'node:perf_hooks';
import type { Asked, CacheOutcome } from './asked.ts';
import { TierError } from './tier-error.ts';

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;

type TimedTier = 'cache' | 'database' | 'engine';

/** Accepts a `traceparent` in W3C format; drops anything else, since the value is sent on in other headers. */
export function validTraceparent(header: unknown): string | undefined {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : undefined;
}

/** Measures where the time of one request goes, and records the queries it sends. */
export class Timing {
  readonly traceparent: string | undefined;
  readonly asked: Asked = { database: [], engine: [], cache: [] };
  readonly #startedMs = performance.now();
  readonly #tiersMs = new Map<TimedTier, number>();
  #cacheOutcome: CacheOutcome | undefined;
  #isPartial = false;
  #hits: number | undefined;

  constructor(traceparent: string | undefined) {
    this.traceparent = traceparent;
  }

  /** 32 hexadecimal digits. */
  get traceId(): string | undefined {
    return this.traceparent?.match(TRACEPARENT)?.[1];
  }

  cache<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#measure('cache', act);
  }

  async database<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#measure('database', act).catch((error: unknown) => {
      throw new TierError('database', error);
    });
  }

  async engine<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#measure('engine', act).catch((error: unknown) => {
      throw new TierError('engine', error);
    });
  }

  cacheOutcome(key: string, outcome: CacheOutcome): void {
    this.#cacheOutcome = outcome;
    this.asked.cache.push({ key, outcome });
  }

  /** Records that the engine stopped before it had searched all documents. */
  partial(): void {
    this.#isPartial = true;
  }

  get isPartial(): boolean {
    return this.#isPartial;
  }

  /** Records the number of results of a search. */
  hits(count: number): void {
    this.#hits = count;
  }

  /** The value of the `Server-Timing` header. `app` is the total time in the server, including other tiers. */
  header(): string {
    const entries = [`app;dur=${(performance.now() - this.#startedMs).toFixed(2)}`];
    for (const name of ['cache', 'database', 'engine'] as const) {
      const durationMs = this.#tiersMs.get(name);
      if (durationMs === undefined) continue;
      const fact = this.#factOf(name);
      entries.push(`${name};dur=${durationMs.toFixed(2)}${fact === undefined ? '' : `;desc="${fact}"`}`);
    }
    if (this.#hits !== undefined) entries.push(`hits;desc="${this.#hits}"`);
    if (this.traceparent) entries.push(`traceparent;desc="${this.traceparent}"`);
    return entries.join(', ');
  }

  #factOf(name: TimedTier): string | undefined {
    if (name === 'cache') return this.#cacheOutcome;
    return name === 'engine' && this.#isPartial ? 'partial' : undefined;
  }

  async #measure<Result>(name: TimedTier, act: () => Promise<Result>): Promise<Result> {
    const startedMs = performance.now();
    try {
      return await act();
    } finally {
      this.#tiersMs.set(name, (this.#tiersMs.get(name) ?? 0) + performance.now() - startedMs);
    }
  }
}
