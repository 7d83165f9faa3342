import { lruCache } from '../cache/lru.ts';
import { redisCache } from '../cache/redis.ts';
import { supervised } from '../supervisor/supervised.ts';
import { connect } from './database.ts';
import { EngineClient } from './engine-client.ts';
import { parseFaults } from './faults.ts';
import { Metrics } from './metrics.ts';
import { serverApp } from './server-app.ts';
import { type ServerSettings, serverSettingsVariable } from './server-settings.ts';
import type { Tiers } from './tiers.ts';

/** The server's process. Its settings come from the supervisor. */
const settings = JSON.parse(process.env[serverSettingsVariable] ?? '{}') as ServerSettings;

await supervised(async () => {
  const faults = parseFaults(settings.faults);
  const tiers: Tiers = {
    engine: new EngineClient(settings.engineUrl),
    database: connect(settings.databaseUrl),
    cache: settings.redisUrl ? await redisCache(settings.redisUrl) : lruCache(),
    metrics: new Metrics(),
    engineKind: settings.engineKind,
    enginePids: settings.enginePids,
    databasePids: settings.databasePids,
  };
  const app = await serverApp(tiers, faults, settings.webDist);
  await tiers.database.query('select 1');
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
      await Promise.all([tiers.engine.close(), tiers.database.end(), tiers.cache.close()]);
    },
  };
});
