import { open as openInspector } from 'node:inspector';
import { keepingNothing } from '../cache/cache.ts';
import { lruCache } from '../cache/lru.ts';
import { redisCache } from '../cache/redis.ts';
import { parseFaults } from '../faults.ts';
import { supervised } from '../supervisor/supervised.ts';
import { RecentlyAsked } from './asked.ts';
import { Database } from './database.ts';
import { Metrics } from './metrics.ts';
import { EngineClient } from './search/engine-client.ts';
import { serverApp } from './server-app.ts';
import { type ServerSettings, serverSettingsVariable } from './server-settings.ts';
import type { Tiers } from './tiers.ts';

/** The server process. The supervisor passes its settings. */
const settings = JSON.parse(process.env[serverSettingsVariable] ?? '{}') as ServerSettings;

await supervised(async () => {
  const { inspectPort, redisUrl, webDist: dist, suggestionPauseMs, keptViews } = settings;
  if (inspectPort > 0) openInspector(inspectPort, '127.0.0.1');
  const faults = parseFaults(settings.faults);
  const cache = redisUrl ? await redisCache(redisUrl) : lruCache(faults['tiny-cache']);
  const tiers: Tiers = {
    engine: new EngineClient(settings.engineUrl),
    database: new Database(settings.databaseUrl, faults['small-pool']),
    cache: faults['no-cache'] === undefined ? cache : keepingNothing(cache),
    metrics: new Metrics(),
    recentlyAsked: new RecentlyAsked(),
    engineKind: settings.engineKind,
    enginePids: settings.enginePids,
    databasePids: settings.databasePids,
  };
  const app = await serverApp(tiers, faults, { dist, suggestionPauseMs, keptViews });
  await tiers.database.check();
  const documents = await tiers.engine.countDocuments().catch((error: Error) => {
    throw new Error(
      `the engine at ${settings.engineUrl} does not answer: ${error.message}; correct or unset VESPA_URL`,
    );
  });
  const url = await app.listen({ host: '127.0.0.1', port: settings.port });
  return {
    ready: { url, documents },
    stop: async () => {
      await app.close();
      await Promise.all([tiers.engine.close(), tiers.database.close(), tiers.cache.close()]);
    },
  };
});
