import type { Health, Tier } from './api.ts';
import type { Tiers } from './tiers.ts';

/** Checks whether every tier is up, and counts the documents. */
export async function health(tiers: Tiers): Promise<Health> {
  const isUp = (check: Promise<unknown>): Promise<boolean> =>
    check.then(
      () => true,
      () => false,
    );
  const counting = tiers.engine.countDocuments();
  const [engineUp, databaseUp, cacheUp] = await Promise.all([
    isUp(counting),
    isUp(tiers.database.check()),
    tiers.cache.isUp(),
  ]);
  const status = (up: boolean): Tier['status'] => (up ? 'up' : 'down');
  return {
    now: performance.timeOrigin + performance.now(),
    status: engineUp && databaseUp && cacheUp ? 'ok' : 'failing',
    documents: engineUp ? await counting : 0,
    tiers: [
      { name: 'app', kind: 'fastify', status: 'up', pids: [process.pid] },
      // An LRU cache is part of the app's process, which is already listed.
      { name: 'cache', kind: tiers.cache.kind, status: status(cacheUp), pids: [] },
      { name: 'database', kind: 'postgresql', status: status(databaseUp), pids: tiers.databasePids },
      { name: 'engine', kind: tiers.engineKind, status: status(engineUp), pids: tiers.enginePids },
    ],
  };
}
