import { expect, test } from '@playwright/test';
import { allKinds, serveKind, walkWay } from './walk-kind.ts';

/**
 * Pages of every kind that we know to mislead, with their truth by their own clocks. A busy machine may delay a frame;
 * the mistakes that these pages provoke are 150 ms and larger.
 */
const TOLERANCE_MS = 90;

for (const [name, kind] of await allKinds()) {
  for (const [way, expected] of Object.entries(kind.ways({ url: '', otherUrl: '' }))) {
    test(`${name}, by ${way}: ${expected.verdict}`, async ({ browser }) => {
      const served = await serveKind(kind);
      try {
        const step = await walkWay(browser, kind, kind.ways(served)[way] as typeof expected, served.url);
        if (expected.verdict === 'misfit') {
          expect(step.outcome.status).toBe('misfit');
          return;
        }
        expect(step.outcome).toEqual({ status: 'ok' });
        if (expected.verdict === 'doubtful') {
          expect(step.doubts).not.toEqual([]);
          return;
        }
        expect(step.doubts).toEqual([]);
        expect(
          Math.abs((step.measuredMs as number) - (step.truthMs as number)),
          JSON.stringify(step),
        ).toBeLessThan(TOLERANCE_MS);
      } finally {
        served.close();
      }
    });
  }
}
