import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { brokenBehaviours, serveBroken } from '../../tests/telemetry/broken-interface.ts';
import type { Fault } from './fault.ts';

/** What Footfall asks about the product's inside, by the variable that says where. */
const interfaces: Record<string, (port: number) => NodeJS.ProcessEnv> = {
  PostgreSQL: (port) => ({ FOOTFALL_DATABASE_URL: `postgresql://somebody@127.0.0.1:${port}/shop` }),
  Redis: (port) => ({ FOOTFALL_REDIS_URL: `redis://127.0.0.1:${port}` }),
  Vespa: (port) => ({ FOOTFALL_VESPA_URL: `http://127.0.0.1:${port}` }),
  'the metrics page': (port) => ({ FOOTFALL_METRICS_URL: `http://127.0.0.1:${port}/metrics` }),
};

const broken = (name: string, how: string): Fault => ({
  what: `${name} ${how}`,
  when: 'from the start',
  async surround() {
    const server = await serveBroken(brokenBehaviours[how] ?? (() => {}));
    if (how === 'refuses') server.close();
    return { env: interfaces[name]?.(server.port) ?? {}, end: () => void server.close() };
  },
  exit: 0,
  outcome: 'pass',
  says: /✓ Passed/,
});

/** What the product says about itself is out of order; the product is not. The run ends in time, with the verdict on the users. */
export const faultsOfInterfaces: Fault[] = [
  ...Object.keys(interfaces).flatMap((name) =>
    [...Object.keys(brokenBehaviours), 'refuses'].map((how) => broken(name, how)),
  ),
  {
    what: 'the log is a pipe that nobody writes to',
    when: 'from the start',
    surround({ reports }) {
      const log = join(reports, '../server.log');
      execFileSync('mkfifo', [log]);
      return { env: { FOOTFALL_LOGS: log } };
    },
    exit: 0,
    outcome: 'pass',
    says: /✓ Passed/,
  },
];
