import pLimit from 'p-limit';
import pg from 'pg';

const CONNECT_LIMIT_MS = 3000;

/**
 * Part of every statement that Footfall sends, to distinguish them from the product's. It goes inside the
 * statement, since PostgreSQL does not keep what comes before it.
 */
export const MARK = '/* footfall */';

/** Footfall's own connection; reconnects after a loss. Runs one query at a time. */
export interface DatabaseConnection {
  ask<Row>(signal: AbortSignal, text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Parameters for which pg would prefer the address to Footfall's settings. */
const OURS = ['application_name', 'statement_timeout', 'lock_timeout', 'query_timeout'];

/**
 * Connects with the first query.
 *
 * @param options for the session, as on PostgreSQL's command line; they take precedence over those in the
 * address
 */
export function databaseConnection(url: string, options: string): DatabaseConnection {
  const oneAtATime = pLimit(1);
  let client: pg.Client | undefined;

  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const fresh = new pg.Client({
      ...withOptions(url, options),
      application_name: 'footfall',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
    });
    // Without a listener, a lost connection would end the process; the next query reconnects.
    fresh.on('error', () => forget(fresh));
    fresh.on('end', () => forget(fresh));
    await fresh.connect();
    client = fresh;
    return fresh;
  }

  function forget(lost: pg.Client): void {
    if (client === lost) client = undefined;
  }

  return {
    ask: <Row>(signal: AbortSignal, text: string, values: unknown[] = []) =>
      oneAtATime(async () => {
        signal.throwIfAborted();
        const asked = await connected();
        // During a query, this closes the connection at once.
        const disconnect = () => {
          forget(asked);
          void asked.end();
        };
        signal.addEventListener('abort', disconnect, { once: true });
        try {
          const { rows } = await asked.query(text, values);
          return rows as Row[];
        } finally {
          signal.removeEventListener('abort', disconnect);
        }
      }),
    async close() {
      await client?.end();
    },
  };
}

/**
 * Appends Footfall's options to those of the address: the last one counts. They are passed at the start of
 * the session, not set in it: PgBouncer, which refuses options, would pass on a session with the settings to
 * the product.
 */
function withOptions(url: string, options: string): { connectionString: string; options: string } {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  for (const name of [...OURS, 'options']) address.searchParams.delete(name);
  return { connectionString: address.href, options: own === null ? options : `${own} ${options}` };
}
