import { join } from 'node:path';
import pg from 'pg';
import { Cluster } from '../../target/database/cluster.ts';
import { removeDataDir, temporaryDataDir } from '../../target/tests/start-target.ts';
import { freePort } from '../cli/free-port.ts';

export interface SomePostgresql {
  url: string;
  logFile: string;
  /** Runs `act` in its own session, which has ended when this resolves. */
  session<Result>(act: (client: pg.Client) => Promise<Result>, user?: string): Promise<Result>;
  stop(): Promise<void>;
}

/** An empty PostgreSQL for the tests, with `pg_stat_statements` and `auto_explain` loaded. */
export async function startPostgresql(): Promise<SomePostgresql> {
  const dataDir = temporaryDataDir();
  const cluster = new Cluster(dataDir, 'cluster-test-', 0);
  await cluster.create(AbortSignal.timeout(60_000));
  const port = await freePort();
  const postmaster = cluster.start(cluster.unfinishedPath, port);
  await postmaster.ready;
  const url = cluster.url(port);
  return {
    url,
    logFile: join(dataDir, 'postgresql.log'),
    async session(act, user) {
      const address = new URL(url);
      if (user !== undefined) Object.assign(address, { username: user, password: 'secret' });
      const client = new pg.Client({ connectionString: address.href });
      await client.connect();
      try {
        return await act(client);
      } finally {
        await client.end();
      }
    },
    async stop() {
      await postmaster.stop();
      removeDataDir(dataDir);
    },
  };
}
