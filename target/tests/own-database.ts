import { createServer } from 'node:net';
import { Cluster } from '../database/cluster.ts';
import type { Faults } from '../faults.ts';
import { prepareCluster, startDatabase } from '../supervisor/database-tier.ts';
import { Lifetime } from '../supervisor/lifetime.ts';
import { removeDataDir, temporaryDataDir } from './start-target.ts';

/** The target's embedded PostgreSQL without the rest of the target. */
export interface OwnDatabase {
  url: string;
  /** Stops it and restarts it as the target would with these faults. */
  restart(faults: Faults): Promise<void>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Fills a database with the first `documents` documents and starts it. */
export async function startOwnDatabase(documents: number): Promise<OwnDatabase> {
  const dataDir = temporaryDataDir();
  const port = await freePort();
  const cluster = new Cluster(dataDir, 'cluster-test-', documents);
  let lifetime = new Lifetime();
  try {
    await prepareCluster(cluster, port, documents, lifetime, () => {});
    await startDatabase(cluster, port, {}, lifetime);
  } catch (error) {
    await lifetime.stop();
    throw error;
  }
  return {
    url: cluster.url(port),
    restart: async (faults) => {
      await lifetime.stop();
      lifetime = new Lifetime();
      await startDatabase(cluster, port, faults, lifetime);
    },
    stop: async () => {
      await lifetime.stop();
      removeDataDir(dataDir);
    },
  };
}

/** Finds a port that is currently free. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
