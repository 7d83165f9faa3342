import { createServer } from 'node:net';
import type { Configuration } from './configuration.ts';
import { UsageError } from './usage-error.ts';

/** Rejects ports in use before anything starts, and picks a free database port if the setting is 0. */
export async function claimPorts(configuration: Configuration): Promise<{ databasePort: number }> {
  const { port, enginePort, databasePort, inspectPort, vespaUrl, databaseUrl } = configuration;
  await tryPort('TARGET_PORT', port);
  if (!vespaUrl) await tryPort('TARGET_ENGINE_PORT', enginePort);
  if (inspectPort !== 0) await tryPort('TARGET_INSPECT_PORT', inspectPort);
  if (databaseUrl) return { databasePort };
  const free = await tryPort('TARGET_DATABASE_PORT', databasePort);
  const ports = [port, enginePort, free, inspectPort].filter((number) => number !== 0);
  if (new Set(ports).size < ports.length) {
    throw new UsageError(
      'TARGET_PORT, TARGET_ENGINE_PORT, TARGET_DATABASE_PORT and TARGET_INSPECT_PORT must differ',
    );
  }
  return { databasePort: free };
}

function tryPort(variable: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code})`;
      reject(
        new UsageError(
          `port ${port} on 127.0.0.1 ${reason}; set ${variable} to another port, or free this one`,
        ),
      );
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      const chosen = address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => resolve(chosen));
    });
  });
}
