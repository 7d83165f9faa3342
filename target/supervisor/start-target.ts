import { DOCUMENTS_VERSION } from '../data/wordnet.ts';
import { Cluster } from '../database/cluster.ts';
import { SCHEMA_VERSION } from '../database/schema.ts';
import { parseFaults } from '../faults.ts';
import { type ServerSettings, serverSettingsVariable } from '../server/server-settings.ts';
import { startChild } from './child.ts';
import type { Configuration } from './configuration.ts';
import { DataFolder } from './data-folder.ts';
import { prepareCluster, seedDatabase, startDatabase } from './database-tier.ts';
import { prepareIndex, startEngine } from './engine-tier.ts';
import type { Lifetime } from './lifetime.ts';
import { claimPorts } from './ports.ts';
import { identify } from './process-identity.ts';
import type { SupervisorMessage } from './report.ts';
import { prepareWeb, WEB_DIST } from './web-tier.ts';

export interface RunningTarget {
  url: string;
  documents: number;
  pids: Record<string, number>;
  /** Resolves with the reason when a part exits unexpectedly. */
  lost: Promise<string>;
}

/** Prepares whatever is missing and starts all tiers. The lifetime stops them. */
export async function startTarget(
  configuration: Configuration,
  lifetime: Lifetime,
  report: (message: SupervisorMessage) => void,
): Promise<RunningTarget> {
  const { documents, dataDir, databaseUrl, vespaUrl } = configuration;
  const folder = new DataFolder(dataDir);
  await folder.take();
  lifetime.add(() => folder.release());
  const cluster = databaseUrl
    ? undefined
    : new Cluster(dataDir, `cluster-${DOCUMENTS_VERSION}.${SCHEMA_VERSION}-`, documents);
  await cluster?.stopStale();
  const { databasePort } = await claimPorts(configuration);

  await prepareWeb(lifetime, (done) => report({ type: 'progress', what: 'web app', done, total: 1 }));

  // Both are filled in parallel; progress is their mean.
  const done = { engine: 0, database: 0 };
  const onProgress = (tier: keyof typeof done) => (count: number) => {
    done[tier] = count;
    const mean = Math.floor((done.engine + done.database) / 2);
    report({ type: 'progress', what: 'documents', done: mean, total: documents });
  };
  const makeIndex = async (): Promise<string> => {
    const index = await prepareIndex(dataDir, documents, lifetime, onProgress('engine'));
    done.engine = documents;
    return index;
  };
  const fillDatabase = async (): Promise<void> => {
    const fill = onProgress('database');
    if (cluster) await prepareCluster(cluster, databasePort, documents, lifetime, fill);
    else await seedDatabase(databaseUrl ?? '', documents, lifetime, fill);
    done.database = documents;
  };
  const [index] = await Promise.all([vespaUrl ? undefined : makeIndex(), fillDatabase()]);

  const { faults, enginePort } = configuration;
  const postmaster = cluster && (await startDatabase(cluster, databasePort, parseFaults(faults), lifetime));
  const engine = index === undefined ? undefined : await startEngine(index, enginePort, faults, lifetime);
  const databasePid = await postmaster?.ready;
  const settings: ServerSettings = {
    port: configuration.port,
    engineUrl: vespaUrl ?? String(engine?.ready.url),
    engineKind: vespaUrl ? 'vespa' : 'fts5',
    enginePids: engine ? [engine.pid] : [],
    databaseUrl: databaseUrl ?? cluster?.url(databasePort) ?? '',
    databasePids: databasePid === undefined ? [] : [databasePid],
    ...(configuration.redisUrl && { redisUrl: configuration.redisUrl }),
    faults,
    webDist: WEB_DIST,
    suggestionPauseMs: configuration.suggestionPauseMs,
    keptViews: configuration.keptViews,
    inspectPort: configuration.inspectPort,
  };
  const server = await startChild(
    {
      name: 'the server',
      script: 'server/main.ts',
      environment: { [serverSettingsVariable]: JSON.stringify(settings) },
    },
    lifetime,
  );

  const url = String(server.ready.url);
  const pids = {
    supervisor: process.pid,
    ...(databasePid !== undefined && { database: databasePid }),
    ...(engine && { engine: engine.pid }),
    server: server.pid,
  };
  folder.tellReady({
    ...identify(process.pid),
    url,
    pids,
    startedAt: new Date().toISOString(),
    vespaUrl: settings.engineUrl,
    databaseUrl: settings.databaseUrl,
    ...(configuration.redisUrl && { redisUrl: configuration.redisUrl }),
    ...(cluster && { databaseLog: 'postgresql.log', logs: ['postgresql.log'] }),
  });
  const lost = Promise.race([
    server.ended.then((how) => `the server exited unexpectedly (${how})`),
    ...(engine ? [engine.ended.then((how) => `the engine exited unexpectedly (${how})`)] : []),
    ...(postmaster
      ? [postmaster.ended.then(() => `the database exited unexpectedly; see ${dataDir}/postgresql.log`)]
      : []),
  ]);
  return { url, documents: Number(server.ready.documents), pids, lost };
}
