import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { brokenBehaviours, serveBroken } from '../../tests/telemetry/broken-interface.ts';
import type { Fault } from './fault.ts';

/** All that Footfall asks about the product's inside is out of order in the same way, at once; `npm test` has each by itself. */
const broken = (how: string): Fault => ({
  what: `PostgreSQL, Redis, Vespa, metrics page: each ${how}`,
  when: 'from the start',
  async surround() {
    const servers = await Promise.all(
      Array.from({ length: 4 }, () => serveBroken(brokenBehaviours[how] ?? (() => {}))),
    );
    const end = () => {
      for (const server of servers) server.close();
    };
    if (how === 'refuses') end();
    const [database, redis, vespa, metrics] = servers.map(({ port }) => `127.0.0.1:${port}`);
    const env = {
      FOOTFALL_DATABASE_URL: `postgresql://somebody@${database}/shop`,
      FOOTFALL_REDIS_URL: `redis://${redis}`,
      FOOTFALL_VESPA_URL: `http://${vespa}`,
      FOOTFALL_METRICS_URL: `http://${metrics}/metrics`,
    };
    return { env, end };
  },
  exit: 0,
  outcome: 'pass',
  says: /✓ Passed/,
});

/** What the product says about itself is out of order; the product is not. The run ends in time, with the verdict on the users. */
export const faultsOfInterfaces: Fault[] = [
  ...[...Object.keys(brokenBehaviours), 'refuses'].map(broken),
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
