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

/**
 * Connects with the first question.
 *
 * @param options for the session, as on PostgreSQL's command line
 */
export function databaseConnection(url: string, options?: string): DatabaseConnection {
  const oneAtATime = pLimit(1);
  let client: pg.Client | undefined;

  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'footfall',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      ...(options !== undefined && { options }),
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
