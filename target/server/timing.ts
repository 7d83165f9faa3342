import { performance } from 'node:perf_hooks';
import { TierError } from './tier-error.ts';

const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** A trace id as the W3C writes it; anything else is dropped, since it goes into headers again. */
export function validTraceparent(header: unknown): string | undefined {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : undefined;
}

/** Where the time of one request goes. */
export class Timing {
  readonly traceparent: string | undefined;
  readonly #startedMs = performance.now();
  readonly #tiersMs = new Map<'cache' | 'database' | 'engine', number>();
  #cacheOutcome: 'hit' | 'miss' | undefined;

  constructor(traceparent: string | undefined) {
    this.traceparent = traceparent;
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

  cacheOutcome(outcome: 'hit' | 'miss'): void {
    this.#cacheOutcome = outcome;
  }

  /** The value of the `Server-Timing` header. `app` is the whole time in the server, other tiers included. */
  header(): string {
    const entries = [`app;dur=${(performance.now() - this.#startedMs).toFixed(2)}`];
    for (const name of ['cache', 'database', 'engine'] as const) {
      const durationMs = this.#tiersMs.get(name);
      if (durationMs === undefined) continue;
      const outcome = name === 'cache' && this.#cacheOutcome ? `;desc="${this.#cacheOutcome}"` : '';
      entries.push(`${name};dur=${durationMs.toFixed(2)}${outcome}`);
    }
    if (this.traceparent) entries.push(`traceparent;desc="${this.traceparent}"`);
    return entries.join(', ');
  }

  async #measure<Result>(name: 'cache' | 'database' | 'engine', act: () => Promise<Result>): Promise<Result> {
    const startedMs = performance.now();
    try {
      return await act();
    } finally {
      this.#tiersMs.set(name, (this.#tiersMs.get(name) ?? 0) + performance.now() - startedMs);
    }
  }
}
