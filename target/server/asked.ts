/** What one request asked of the tiers behind the server, in the order in which the answers came. */
export interface Asked {
  /** `durationMs` leaves out the wait for a connection. */
  database: { text: string; values: unknown[]; durationMs: number }[];
  engine: { url: string; durationMs: number }[];
  cache: { key: string; outcome: CacheOutcome }[];
}

/** `bypass`: the request wanted an answer that is made anew. */
export type CacheOutcome = 'hit' | 'miss' | 'bypass';

const REQUESTS_KEPT = 50;

/** What the last requests asked, by their W3C trace id. */
export class RecentlyAsked {
  readonly #byTraceId = new Map<string, Asked>();

  /** Keeps what is still being added to; of two requests with one trace id the later stays. */
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
