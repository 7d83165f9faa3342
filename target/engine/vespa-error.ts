/** Error codes and their HTTP status: https://docs.vespa.ai/en/reference/api/query.html#http-status-codes */
const KINDS = {
  illegalQuery: { code: 3, summary: 'Illegal query', status: 400 },
  invalidParameter: { code: 4, summary: 'Invalid query parameter', status: 400 },
  timeout: { code: 12, summary: 'Timed out', status: 504 },
} as const;

/** An error that ends a query; the response has the same form as Vespa's. */
export class VespaError extends Error {
  readonly code: number;
  readonly summary: string;
  readonly status: number;

  constructor(kind: keyof typeof KINDS, message: string) {
    super(message);
    ({ code: this.code, summary: this.summary, status: this.status } = KINDS[kind]);
  }
}
