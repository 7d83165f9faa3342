import { existsSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { reportLost, standReady } from '../load/barrier.ts';
import { type ClockReading, now, until } from '../load/clock.ts';
import { handedRoot, queryLogOf } from '../load/handed-plan.ts';
import { type Queries, readQueryLog } from '../load/query-log.ts';
import { arrivalMs } from '../load/schedule.ts';
import { sidesOf } from '../load/sides.ts';
import { walkDraws } from '../load/walk-draws.ts';
import type { RunPlan } from '../sample/run.ts';
import type { Sample, UserSample } from '../sample/sample.ts';
import { openWriter } from '../store/append.ts';
import { layout } from '../store/layout.ts';
import { openVisit } from './open-visit.ts';
import { openAddress } from './sign-in.ts';
import { messageOf } from './step.ts';
import { clockSample, type Tally, type User, type Visit, type WalkingUser, walkUntilTheEnd } from './user.ts';
import type { Walk } from './walk.ts';

/** What all users of a worker share. */
export interface Workplace {
  plan: RunPlan;
  browser: Browser;
  barrierUrl: string;
  /** How far the worker's own clock is ahead of the runner's. */
  workerClock: ClockReading;
  /** Whether the run was interrupted: a user that then loses its page does not count as lost. */
  isInterrupted(): boolean;
}

/**
 * Runs one user from start to end: opens the home page, waits at the barrier until all users are ready, walks
 * its journey until the steady state is over, and closes its pages.
 *
 * @throws if the user cannot continue; it has been reported as lost by then
 */
export async function beUser(
  workplace: Workplace,
  user: number,
  journey: string,
  walk: Walk,
): Promise<Tally> {
  const { browser, barrierUrl, workerClock, plan } = workplace;
  const { workload } = plan;
  const files = layout(plan.folder);
  const writer = openWriter<Sample>(files.userSamples(user));
  const record = (event: UserSample['event'], message?: string) =>
    writer.append({ type: 'user', user, journey, event, at: now(), ...(message && { message }) });
  const drawsOf = walkDraws(workload.seed, user);
  const log = readQueryLog(queryLogOf(handedRoot()));
  const visits: Visit[] = [];
  try {
    for (const { side, url } of sidesOf(plan)) {
      const { home } = plan.target;
      const destination = { url, ...(home !== undefined && { home }), ...(side && { side }) };
      const visit = await openVisit(browser, files.pageScript, destination, (self, iteration) => {
        const queries = log.drawnBy(drawsOf('queries', iteration));
        return walk({
          user: recordingQueries(self, queries),
          queries,
          url: openAddress(url),
          random: drawsOf('choices', iteration),
        });
      });
      visits.push(visit);
    }
    writer.append(clockSample('worker', user, workerClock));
    record('ready');
    const schedule = await standReady(barrierUrl, user);
    await until(schedule.releasedAt + arrivalMs(user, workload));
    return await walkUntilTheEnd({
      number: user,
      folder: plan.folder,
      journey,
      visits,
      workload,
      schedule,
      runId: plan.id,
      paceOf: (iteration) => drawsOf('pace', iteration),
      writer,
      isEnough: () => (plan.sides !== undefined || plan.stopWhenDown === true) && existsSync(files.enough),
      isInterrupted: workplace.isInterrupted,
    });
  } catch (error) {
    if (!workplace.isInterrupted()) record('lost', messageOf(error));
    await reportLost(barrierUrl, user).catch(() => {});
    throw error;
  } finally {
    for (const { page } of visits) await page.close();
    writer.close();
  }
}

/**
 * Records with each query and suggestion the query that the journey drew last. A navigation sends none: journeys often
 * draw before they open the home page.
 */
export function recordingQueries(self: WalkingUser, queries: Pick<Queries, 'last'>): User {
  return {
    step: (name, action) =>
      self.step(name, action, action.kind === 'navigation' ? undefined : queries.last()),
  };
}
