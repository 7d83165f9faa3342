import { expect, test } from '@playwright/test';
import type { Way } from './kind.ts';
import { allKinds, type KnownStep, serveKind, walkWay } from './walk-kind.ts';

/**
 * Pages of every kind that we know to mislead, with their truth by their own clocks. A busy machine may delay a frame;
 * the mistakes that these pages provoke are 150 ms and larger.
 */
const TOLERANCE_MS = 90;

for (const [name, kind] of await allKinds()) {
  test(`${name}: ${kind.what}`, async ({ browser }) => {
    const served = await serveKind(kind);
    try {
      // At the same time, as users are.
      await Promise.all(
        Object.entries(kind.ways(served)).map(async ([way, expected]) =>
          expectStep(way, expected, await walkWay(browser, kind, expected, served.url)),
        ),
      );
    } finally {
      served.close();
    }
  });
}

function expectStep(way: string, { verdict }: Way, step: KnownStep): void {
  const told = `by ${way}: ${JSON.stringify(step)}`;
  if (verdict === 'misfit') {
    expect(step.outcome.status, told).toBe('misfit');
    return;
  }
  expect(step.outcome, told).toEqual({ status: 'ok' });
  expect(step.doubts.length > 0, told).toBe(verdict === 'doubtful');
  if (verdict === 'true')
    expect(Math.abs((step.measuredMs as number) - (step.truthMs as number)), told).toBeLessThan(TOLERANCE_MS);
}
