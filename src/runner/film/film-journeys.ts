import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import pLimit from 'p-limit';
import { filmVerdict } from '../../analysis/film/film-analysis.ts';
import { now } from '../../load/clock.ts';
import { handedRoot, queryLogOf } from '../../load/handed-plan.ts';
import { readQueryLog } from '../../load/query-log.ts';
import { randomStream } from '../../load/random.ts';
import type { RunPlan } from '../../sample/run.ts';
import type { FilmSample } from '../../sample/sample.ts';
import { openWriter } from '../../store/append.ts';
import { layout } from '../../store/layout.ts';
import type { Action } from '../../user/action.ts';
import { openAddress, signIn } from '../../user/sign-in.ts';
import { messageOf } from '../../user/step.ts';
import { openUserPage } from '../../user/user-page.ts';
import type { Walk } from '../../user/walk.ts';
import { formatDuration } from '../../words/units.ts';
import { type Camera, openCamera } from './camera.ts';
import { filmStep } from './film-step.ts';

/** A disturbance makes a step differ once, a wrong condition each time. */
const MOST_WALKS = 3;

/** Filming is mostly waiting; more at once would find the one place taken. */
const SIDE_BY_SIDE = 3;

/** Ends a walk whose step could not be taken. */
class StepFailed extends Error {}

/**
 * Walks each journey with a camera on each of its steps, and records what the screen shows. Journeys are walked side by side,
 * but no step is taken beside another. A journey whose steps do not all agree with the film is walked again.
 *
 * @param journeys the walk function of each journey, by name
 * @param say prints a line of progress
 */
export async function filmJourneys(
  browser: Browser,
  plan: RunPlan,
  journeys: Map<string, Walk>,
  say: (line: string) => void,
): Promise<void> {
  const writer = openWriter<FilmSample>(join(layout(plan.folder).samples, 'film.ndjson'));
  const camera = await openCamera(browser);
  const filmJourney = async (journey: string) => {
    const walk = journeys.get(journey);
    if (!walk) throw new Error(`there is no journey "${journey}" to film`);
    const began = performance.now();
    const differing = new Set<string>();
    for (let times = 0; times < MOST_WALKS && (times === 0 || differing.size > 0); times += 1) {
      await filmWalk({ browser, camera, plan, journey, walk, times, differing, record: writer.append });
    }
    const told =
      differing.size === 0 ? 'seen on the screen' : `differs from the screen: ${[...differing].join(', ')}`;
    say(`film of ${journey} · ${told} · ${formatDuration(performance.now() - began)}`);
  };
  try {
    await pLimit(SIDE_BY_SIDE).map(Object.keys(plan.workload.mix), filmJourney);
  } finally {
    writer.close();
    await camera.darkroom.close();
  }
}

interface FilmedWalk {
  browser: Browser;
  camera: Camera;
  plan: RunPlan;
  journey: string;
  walk: Walk;
  /** How often it was walked before. */
  times: number;
  /** Steps whose films never agreed with them so far. */
  differing: Set<string>;
  record(film: FilmSample): void;
}

async function filmWalk({
  browser,
  camera,
  plan,
  journey,
  walk,
  times,
  differing,
  record,
}: FilmedWalk): Promise<void> {
  const { target, workload, folder } = plan;
  // Other queries and choices than in the run, the same in each run.
  const random = randomStream(times, `film of ${journey}`);
  const queries = readQueryLog(queryLogOf(handedRoot())).drawnBy(random);
  const user = await openUserPage(browser, target.url, layout(folder).pageScript);
  const filmed = new Set<string>();
  try {
    const page = await user.usable();
    await page.setViewportSize(workload.viewport);
    await signIn(page, target.url, workload.stepTimeoutMs);
    await camera.oneAtATime(() => page.goto(openAddress(target.url), { timeout: workload.stepTimeoutMs }));

    async function step(name: string, action: Action) {
      const film = await filmStep(
        page,
        camera,
        action,
        randomBytes(16).toString('hex'),
        workload.stepTimeoutMs,
      );
      const { outcome } = film.result;
      // A journey can take a step more than once: the first film is enough.
      if (!filmed.has(name)) {
        filmed.add(name);
        const { claimedMs, seenMs, details, strip } = film;
        const sample: FilmSample = {
          type: 'film',
          journey,
          step: name,
          at: now(),
          ...(outcome.status !== 'ok' && { message: outcome.message }),
          ...(outcome.status === 'ok' && claimedMs !== undefined && { claimedMs }),
          ...(seenMs !== undefined && { seenMs }),
          ...(details.doubts && { doubts: details.doubts }),
          strip,
        };
        record(sample);
        const isDifferent = !['confirmed', 'nothing seen'].includes(filmVerdict(sample));
        if (!isDifferent) differing.delete(name);
        else if (times === 0) differing.add(name);
      }
      if (outcome.status !== 'ok') throw new StepFailed();
    }

    await walk({ user: { step }, queries, url: openAddress(target.url), random });
  } catch (error) {
    if (error instanceof StepFailed) return;
    const message = messageOf(error);
    record({ type: 'film', journey, step: 'the journey', at: now(), message, strip: [] });
  } finally {
    await user.close();
  }
}
