import { setFlagsFromString } from 'node:v8';
import { type Browser, test as base, type TestInfo } from '@playwright/test';
import { keepRunnersTime } from '../load/barrier.ts';
import { handedPlan } from '../load/handed-plan.ts';
import { type Crew, crewsOf, FAILED_STEPS, titleOf } from '../load/seats.ts';
import type { RunPlan } from '../sample/run.ts';
import { beUser } from './be-user.ts';
import { messageOf } from './step.ts';
import type { JourneyContext, Walk } from './walk.ts';

const plan = handedPlan();

/** Reasons that an annotation names. */
const MOST_FAILURES = 3;

/** Creates each fixture of a project, for one walk. */
type Fixtures<Context, More> = { [Name in keyof More]: (context: Context) => More[Name] };

export interface Journey<Context> {
  /**
   * Registers a journey: one Playwright test for each crew of users that the workload assigns to it. A crew
   * is one user, unless the workload lets several users share a worker. Each user gets ready, waits at the
   * barrier until all users are ready, then repeats the journey until the steady state is over.
   */
  (name: string, walk: Walk<Context>): void;
  /** Adds a project's fixtures, such as a page model, to the context of its journeys. */
  extend<More extends object>(fixtures: Fixtures<Context, More>): Journey<Context & More>;
}

/** Handles each journey of the loaded files; by default, registers tests for it. */
let take = registerTests;

/** From now on, passes the journeys of loaded files to `taker` instead of registering tests. */
export function takeJourneys(taker: (name: string, walk: Walk) => void): void {
  take = taker;
}

export const journey: Journey<JourneyContext> = journeyWith((context) => context);

function journeyWith<Context>(complete: (context: JourneyContext) => Context): Journey<Context> {
  const register = (name: string, walk: Walk<Context>) => take(name, (context) => walk(complete(context)));
  return Object.assign(register, {
    extend: <More extends object>(fixtures: Fixtures<Context, More>) =>
      journeyWith((context) => withFixtures(complete(context), fixtures)),
  });
}

function withFixtures<Context, More>(context: Context, fixtures: Fixtures<Context, More>): Context & More {
  const made = Object.entries<(context: Context) => unknown>(fixtures).map(([name, make]) => [
    name,
    make(context),
  ]);
  return { ...context, ...Object.fromEntries(made) } as Context & More;
}

/** What each test does, by its title. */
const work = new Map<string, (browser: Browser, info: TestInfo) => Promise<void>>();

/**
 * A crew works while a boxed fixture is set up, before the empty body of its test: Playwright's calls then are no steps of a
 * test, which would be sent to the runner and reported one by one. The step around them spares each call a search through
 * all earlier ones.
 */
const crewTest = base.extend<{ crew: void }>({
  crew: [
    async ({ browser }, use, info) => {
      sparingly();
      await base.step('be users', () =>
        withoutStackTraces(async () => work.get(info.title)?.(browser, info)),
      );
      await use();
    },
    { auto: true, box: true },
  ],
});

/** A worker is idle most of the time, in which V8 would collect garbage again and again to save memory. */
const sparingly = () => setFlagsFromString('--no-memory-reducer');

function registerTests(name: string, walk: Walk): void {
  if (!plan)
    throw new Error('run journeys with `npx footfall run` or `npx playwright test` in the project folder');
  for (const crew of crewsOf(plan.seats, plan.workload.usersPerWorker ?? 1)) {
    if (crew.journey !== name) continue;
    work.set(titleOf(crew), (browser, info) => beCrew(plan, crew, browser, info, walk));
    crewTest(titleOf(crew), () => {});
  }
}

/** Runs the users of a crew concurrently. Losing one does not stop the rest; the test fails at the end. */
async function beCrew(
  plan: RunPlan,
  crew: Crew,
  browser: Browser,
  info: TestInfo,
  walk: Walk,
): Promise<void> {
  const barrierUrl = process.env.FOOTFALL_BARRIER as string;
  const workerClock = await keepRunnersTime(barrierUrl);
  const isInterrupted = () => info.status === 'interrupted';
  const workplace = { plan, browser, barrierUrl, workerClock, isInterrupted };
  const tally = { steps: 0, failed: 0, failures: new Set<string>() };
  const losses: string[] = [];
  const work = crew.users.map(async (user) => {
    try {
      const { steps, failed, failures } = await beUser(workplace, user, crew.journey, walk);
      tally.steps += steps;
      tally.failed += failed;
      for (const failure of failures) tally.failures.add(failure);
    } catch (error) {
      losses.push(crew.users.length === 1 ? messageOf(error) : `user ${user}: ${messageOf(error)}`);
    }
  });
  await Promise.all(work);
  info.annotations.push({ type: 'steps', description: `${tally.steps} taken, ${tally.failed} failed` });
  if (tally.failed > 0) {
    const reasons = [...tally.failures].slice(0, MOST_FAILURES).join('\n');
    info.annotations.push({
      type: FAILED_STEPS,
      description: `${tally.failed} of ${tally.steps} steps failed:\n${reasons}`,
    });
  }
  if (losses.length > 0) throw new Error(losses.join('; '));
}

/**
 * Playwright captures a stack trace at each of its calls, with an error that has no message. Mapping it to the sources took
 * a third of a worker's CPU, and its text still a sixth. Nobody reads it while users are active.
 */
async function withoutStackTraces<Result>(act: () => Promise<Result>): Promise<Result> {
  const mapToSources = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, sites) =>
    error.message === '' ? '' : (mapToSources?.(error, sites) ?? error.stack);
  try {
    return await act();
  } finally {
    Error.prepareStackTrace = mapToSources;
  }
}
