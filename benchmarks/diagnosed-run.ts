import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { layout } from '../src/store/layout.ts';

const root = resolve(import.meta.dirname, '..');

/**
 * Runs the workload `diagnose` as a user would start it, on its own reference target.
 *
 * @param folder existing folder for the reports; the output goes to a file next to it, `<folder>.log`
 * @returns the run folder
 * @throws if the run produced no analysis
 */
export async function diagnosedRun(
  folder: string,
  { seed, env }: { seed: number; env: Record<string, string> },
): Promise<string> {
  const [port, enginePort, databasePort] = await freePorts(3);
  const log = openSync(`${folder}.log`, 'w');
  const child = spawn(
    process.execPath,
    [join(root, 'bin/footfall.js'), 'run', 'diagnose', '--seed', `${seed}`],
    {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        FOOTFALL_REPORTS: folder,
        TARGET_PORT: `${port}`,
        TARGET_ENGINE_PORT: `${enginePort}`,
        TARGET_DATABASE_PORT: `${databasePort}`,
        TARGET_DATA_DIR: join(root, '.footfall', 'copies', 'base'),
      },
      stdio: ['ignore', log, log],
    },
  );
  await once(child, 'exit');
  closeSync(log);
  const name = readdirSync(folder).find((entry) => entry.endsWith('-diagnose'));
  if (name === undefined || !existsSync(layout(join(folder, name)).analysis)) {
    throw new Error(`the run produced no analysis; see ${folder}.log`);
  }
  return join(folder, name);
}

/** Finds ports that are currently free. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      server.close();
      await once(server, 'close');
      if (address === null || typeof address === 'string') throw new Error('no port is free');
      return address.port;
    }),
  );
}
