import { renameSync } from 'node:fs';
import { Cluster } from '../database/cluster.ts';
import type { Postmaster } from '../database/postmaster.ts';
import { keepRelationsKey } from '../database/relations-key.ts';
import type { Faults } from '../faults.ts';
import { runChild } from './child.ts';
import type { Lifetime } from './lifetime.ts';

/** Fills the database unless it is already filled. */
export async function seedDatabase(
  url: string,
  documents: number,
  lifetime: Lifetime,
  onProgress: (done: number) => void,
): Promise<void> {
  await runChild(
    {
      name: 'the database setup',
      script: 'database/seed.ts',
      arguments: [String(documents)],
      environment: { DATABASE_URL: url },
      onProgress,
    },
    lifetime,
  );
}

/** Creates the files of the embedded PostgreSQL unless they exist. */
export async function prepareCluster(
  cluster: Cluster,
  port: number,
  documents: number,
  lifetime: Lifetime,
  onProgress: (done: number) => void,
): Promise<void> {
  if (cluster.isComplete()) return;
  await cluster.create(lifetime.signal);
  const postmaster = await startOn(cluster, cluster.unfinishedPath, port, lifetime);
  await seedDatabase(cluster.url(port), documents, lifetime, onProgress);
  await postmaster.stop();
  lifetime.signal.throwIfAborted();
  renameSync(cluster.unfinishedPath, cluster.path);
}

/** Starts the embedded PostgreSQL, waits until it accepts connections, and adds or drops the primary key of `relations`, as the faults say. */
export async function startDatabase(
  cluster: Cluster,
  port: number,
  faults: Faults,
  lifetime: Lifetime,
): Promise<Postmaster> {
  const postmaster = await startOn(cluster, cluster.path, port, lifetime);
  await keepRelationsKey(cluster.url(port), faults['dropped-index'] === undefined);
  return postmaster;
}

async function startOn(
  cluster: Cluster,
  path: string,
  port: number,
  lifetime: Lifetime,
): Promise<Postmaster> {
  lifetime.signal.throwIfAborted();
  const postmaster = cluster.start(path, port);
  lifetime.add(postmaster.stop, postmaster.force);
  await postmaster.ready;
  return postmaster;
}
