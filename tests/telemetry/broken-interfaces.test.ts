import { expect, test } from '@playwright/test';
import { postgresqlSource } from '../../src/telemetry/database/postgresql.ts';
import { prometheusSource } from '../../src/telemetry/prometheus/prometheus.ts';
import { redisSource } from '../../src/telemetry/redis/redis.ts';
import type { Source } from '../../src/telemetry/source.ts';
import { vespaSource } from '../../src/telemetry/vespa/vespa.ts';
import { watchSources } from '../../src/telemetry/watch-sources.ts';
import { brokenBehaviours, serveBroken } from './broken-interface.ts';

/** Whatever an interface of the product does, watching it ends, and nothing of it is left that would keep the process. */

test.describe.configure({ mode: 'parallel' });

/** The time limits of a start, both ends of the steady state, and the stop; twice, for a machine that others use too. */
const LONGEST_MS = 2 * (5000 + 10_000 + 10_000 + 2000);

const sources: Record<string, (port: number) => Source> = {
  postgresql: (port) => postgresqlSource(`postgresql://somebody@127.0.0.1:${port}/shop`),
  redis: (port) => redisSource(`redis://127.0.0.1:${port}`),
  vespa: (port) => vespaSource(`http://127.0.0.1:${port}`),
  metrics: (port) => prometheusSource([`http://127.0.0.1:${port}/metrics`]),
};

for (const [how, behaviour] of Object.entries(brokenBehaviours)) {
  test(`an interface that ${how} is told as unreachable, and is left in time`, async () => {
    const ends = Object.entries(sources).map(async ([name, sourceAt]) => {
      const server = await serveBroken(behaviour);
      const statuses: string[] = [];
      const beganAt = performance.now();
      const watch = watchSources([sourceAt(server.port)], {
        reading: () => {},
        evidence: (sample) => {
          if (sample.type === 'source') statuses.push(sample.status);
        },
      });
      await watch.beginSteadyState();
      await watch.endSteadyState();
      await watch.stop();
      expect(performance.now() - beganAt, name).toBeLessThan(LONGEST_MS);
      expect(statuses, name).toEqual(['unreachable']);
      // `fetch` keeps connections that may be used again for some seconds.
      await expect.poll(() => server.open.size, { message: name, timeout: 20_000 }).toBe(0);
      server.close();
    });
    await Promise.all(ends);
  });
}
