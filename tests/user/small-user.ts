import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { randomStream } from '../../src/load/random.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import type { Sample, StepSample } from '../../src/sample/sample.ts';
import { askTheTime, openPageTime } from '../../src/user/page-time.ts';
import { type Tally, type WalkingUser, walkUntilTheEnd } from '../../src/user/user.ts';
import { openUserPage, type UserPage } from '../../src/user/user-page.ts';
import small from './small-run/workloads/small.ts';

/** A user of the small product, and its recorded samples. */
export interface SmallUser {
  page: UserPage;
  /** Where a run's files would be. */
  folder: string;
  samples: Sample[];
  steps(): StepSample[];
  /** Walks the journey `iterations` times. */
  walk(iterations: number, journey: (user: WalkingUser, iteration: number) => Promise<void>): Promise<Tally>;
}

/** The steady state does not end by itself: the walk ends it. */
const LONG_MS = 3_600_000;

/**
 * Opens a page on the product, like a worker.
 *
 * @param options.script runs in the first page before any other script
 */
export async function openSmallUser(
  browser: Browser,
  url: string,
  { script, stepTimeoutMs = 30_000 }: { script?: string; stepTimeoutMs?: number } = {},
): Promise<SmallUser> {
  const pageScript = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'page.js');
  writePageScript(pageScript);
  const page = await openUserPage(browser, url, pageScript, script);
  const first = await page.usable();
  await first.goto(url);
  const time = openPageTime();
  await askTheTime(first, time);
  const samples: Sample[] = [];
  const at = now();
  const schedule = { releasedAt: at, steadyStartAt: at, steadyEndAt: at + LONG_MS };
  return {
    page,
    folder: dirname(pageScript),
    samples,
    steps: () => samples.filter((sample) => sample.type === 'step'),
    walk: (iterations, journey) =>
      walkUntilTheEnd({
        number: 3,
        folder: dirname(pageScript),
        journey: 'ask',
        visits: [
          {
            page,
            time,
            walk: (self, iteration) => {
              if (iteration === iterations) schedule.steadyEndAt = now();
              return journey(self, iteration + 1);
            },
            startAnew: async () => {
              await (await page.usable()).goto(url);
            },
          },
        ],
        workload: { ...small, thinkTimeMs: { min: 200, max: 300 }, stepTimeoutMs },
        schedule,
        runId: 'small',
        paceOf: (iteration) => randomStream(1, `pace of user 3 in iteration ${iteration}`),
        writer: { append: (sample: Sample) => samples.push(sample), close: () => {} },
        isEnough: () => false,
        isInterrupted: () => false,
      }),
  };
}
