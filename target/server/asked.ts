/** The queries that one request sent to the tiers behind the server, in the order of their responses. */
export interface Asked {
  /** `durationMs` excludes the wait for a connection. */
  database: { text: string; values: unknown[]; durationMs: number }[];
  engine: { url: string; durationMs: number }[];
  cache: { key: string; outcome: CacheOutcome }[];
}

/** `bypass`: the request asked for a response that does not come from the cache. */
export type CacheOutcome = 'hit' | 'miss' | 'bypass';

const REQUESTS_KEPT = 50;

/** The queries of the most recent requests, by their W3C trace id. */
export class RecentlyAsked {
  readonly #byTraceId = new Map<string, Asked>();

  /** Keeps `asked`, which may still grow. If two requests have the same trace id, the later one replaces the first. */
  keep(traceId: string, asked: Asked): void {
    this.#byTraceId.delete(traceId);
    this.#byTraceId.set(traceId, asked);
    if (this.#byTraceId.size <= REQUESTS_KEPT) return;
    const [oldest] = this.#byTraceId.keys();
    if (oldest !== undefined) this.#byTraceId.delete(oldest);
  }

  of(traceId: string): Asked | undefined {
    return this.#byTraceId.get(traceId);
  }
}
