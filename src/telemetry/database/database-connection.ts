import pLimit from 'p-limit';
import pg from 'pg';

const CONNECT_LIMIT_MS = 3000;

/**
 * Stands in every statement of ours, so that they can be told from the product's. Inside the statement, since PostgreSQL does not keep
 * what comes before it.
 */
export const MARK = '/* footfall */';

/** A connection of our own that is made anew when it was lost. One question at a time. */
export interface DatabaseConnection {
  ask<Row>(signal: AbortSignal, text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** What pg would take from the address before what we say. */
const OURS = ['application_name', 'statement_timeout', 'lock_timeout', 'query_timeout'];

/**
 * Connects with the first question.
 *
 * @param options for the session, as on PostgreSQL's command line; they go before those in the address
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
    // Without a listener a lost connection would end the process; the next question makes another.
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
        // While a question is under way this closes the connection at once.
        const letGo = () => {
          forget(asked);
          void asked.end();
        };
        signal.addEventListener('abort', letGo, { once: true });
        try {
          const { rows } = await asked.query(text, values);
          return rows as Row[];
        } finally {
          signal.removeEventListener('abort', letGo);
        }
      }),
    async close() {
      await client?.end();
    },
  };
}

/**
 * Our options behind those of the address: the last one counts. They are asked for at the start of the session, not set in it: through
 * PgBouncer, which refuses options, settings would stay with a session that the product gets next.
 */
function withOptions(url: string, options: string): { connectionString: string; options: string } {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  for (const name of [...OURS, 'options']) address.searchParams.delete(name);
  return { connectionString: address.href, options: own === null ? options : `${own} ${options}` };
}
