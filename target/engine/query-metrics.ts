/** Vespa's metrics cover the minute before they are read. */
const WINDOW_MS = 60_000;

/** Counts queries and their latency over the last minute. The clock is in milliseconds since the epoch. */
export class QueryMetrics {
  readonly #now: () => number;
  #queries: { atMs: number; latencyMs: number; failed: boolean }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  record(latencyMs: number, failed: boolean): void {
    this.#queries.push({ atMs: this.#now(), latencyMs, failed });
    if (this.#queries.length % 1000 === 0) this.#forget();
  }

  /** The answer of `/state/v1/metrics`: https://docs.vespa.ai/en/reference/api/state-v1.html */
  snapshot(documents: number): object {
    this.#forget();
    const now = this.#now();
    const latencies = this.#queries.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    const count = latencies.length;
    const sum = latencies.reduce((total, latency) => total + latency, 0);
    const failed = this.#queries.filter((query) => query.failed).length;
    const rate = (events: number) => ({ count: events, rate: events / (WINDOW_MS / 1000) });
    const percentile = (share: number) => latencies[Math.ceil(count * share) - 1];
    return {
      time: now,
      status: { code: 'up' },
      metrics: {
        snapshot: { from: (now - WINDOW_MS) / 1000, to: now / 1000 },
        values: [
          { name: 'queries', values: rate(count) },
          { name: 'failed_queries', values: rate(failed) },
          {
            name: 'query_latency',
            values:
              count === 0
                ? { count, sum }
                : {
                    count,
                    sum,
                    average: sum / count,
                    min: latencies[0],
                    max: latencies.at(-1),
                    '95percentile': percentile(0.95),
                    '99percentile': percentile(0.99),
                  },
          },
          { name: 'content.proton.documentdb.documents.active', values: { last: documents } },
          { name: 'mem.resident', values: { last: process.memoryUsage.rss() } },
        ],
      },
    };
  }

  #forget(): void {
    const oldest = this.#now() - WINDOW_MS;
    this.#queries = this.#queries.filter(({ atMs }) => atMs >= oldest);
  }
}
