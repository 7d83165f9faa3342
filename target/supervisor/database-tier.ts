import { renameSync } from 'node:fs';
import { Cluster } from '../database/cluster.ts';
import type { Postmaster } from '../database/postmaster.ts';
import { keepRelationsKey } from '../database/relations-key.ts';
import type { Faults } from '../faults.ts';
import { runChild } from './child.ts';
import type { Lifetime } from './lifetime.ts';

/** Fills the database unless it is filled already. */
export async function seedDatabase(
  url: string,
  documents: number,
  lifetime: Lifetime,
  onProgress: (done: number) => void,
): Promise<void> {
  await runChild(
    {
      name: 'the preparation of the database',
      script: 'database/seed.ts',
      arguments: [String(documents)],
      environment: { DATABASE_URL: url },
      onProgress,
    },
    lifetime,
  );
}

/** Makes the files of our own PostgreSQL unless they are there already. */
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

/** Starts our own PostgreSQL, waits until it accepts connections, and makes its tables as well or as badly as is asked for. */
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
