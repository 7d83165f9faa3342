import type { Page } from '@playwright/test';
import type { Armed, StepSpec } from '../capture/step-spec.ts';
import { now, until } from '../load/clock.ts';
import type { Random } from '../load/random.ts';
import { phaseAt, type Schedule } from '../load/schedule.ts';
import type { ClockSample, Sample, StepSample } from '../sample/sample.ts';
import type { Side } from '../sample/side.ts';
import type { Workload } from '../sample/workload.ts';
import type { Writer } from '../store/append.ts';
import type { Action } from './action.ts';
import { completeSample, endOnRunnersClock, type StepFacts } from './complete-sample.ts';
import { pictureOfMisfit } from './misfit-picture.ts';
import type { PageTime } from './page-time.ts';
import { collectDetails, quietFor, type StepResult, specOf, takeStep } from './step.ts';
import { layOutStep } from './step-timing.ts';
import type { UserPage } from './user-page.ts';

/** All late paint entries arrive within 400 ms, and a result that changes again within a second ended too early. */
const COLLECT_AFTER_MS = 1000;

/** How often a user that waits for a page looks whether it may leave. */
const LOOK_EVERY_MS = 500;

/** Thrown to leave a journey when the steady state is over. */
class SteadyStateOver extends Error {}
/** Thrown to leave a journey when a step failed: later steps depend on it. The user starts over. */
class JourneyBroken extends Error {}

/** The user, as a journey sees it. */
export interface User {
  /** Takes one step: thinks, acts, and waits until the page shows the result. */
  step(name: string, action: Action): Promise<void>;
}

/** The user, as the caller of a walk sees it: each step can be recorded with its query. */
export interface WalkingUser {
  step(name: string, action: Action, query?: StepSample['query']): Promise<void>;
}

/** A user's page on the product, or on one of its two versions if they are compared. */
export interface Visit {
  side?: Side;
  page: UserPage;
  time: PageTime;
  /** Walks the journey once; the random draws depend only on the iteration. */
  walk(user: WalkingUser, iteration: number): Promise<void>;
  /** Returns the page to the start of the journey after a failed step; not timed. Resolves with what went wrong, if anything. */
  startAnew(patienceMs: number): Promise<string | undefined>;
}

export interface UserSetting {
  number: number;
  /** The run folder. */
  folder: string;
  journey: string;
  /** Each iteration walks the journey once on every visit. */
  visits: Visit[];
  workload: Workload;
  schedule: Schedule;
  runId: string;
  /** Random stream for the think times and key delays of one walk: the same on each visit. */
  paceOf(iteration: number): Random;
  writer: Writer<Sample>;
  /** Whether to stop before the steady state ends, since the data suffices. Checked before each iteration. */
  isEnough(): boolean;
  /** Whether the run was interrupted, which ends the pages. */
  isInterrupted(): boolean;
}

/** The current state of a visit. */
interface Place {
  visit: Visit;
  page: Page;
  /** A step that has ended; it is recorded once its late details are collected. */
  ended?: { facts: StepFacts; result: StepResult } | undefined;
  /** Why the page could not return to the start of the journey. */
  unopened?: string | undefined;
}

/** How many steps a user took, and how many of them failed. */
export interface Tally {
  steps: number;
  failed: number;
  /** What went wrong, each text once. */
  failures: Set<string>;
}

/**
 * Lets one user repeat a journey until the steady state is over. Two versions are visited in the order ABBA,
 * so that drift affects both equally, and every other user begins with the other version.
 *
 * @throws if a page is lost and cannot be replaced: the user is then lost, and its current step is not
 * recorded, since the product did not cause the loss
 */
export async function walkUntilTheEnd(setting: UserSetting): Promise<Tally> {
  const { number, journey, workload, schedule, writer } = setting;
  const counts: Tally = { steps: 0, failed: 0, failures: new Set() };
  const places: Place[] = [];
  for (const visit of setting.visits) places.push({ visit, page: await visit.page.usable() });
  let thinkFrom = now();

  /** Completes the last step with its late details, records it, and arms the page for the next step. */
  async function writeDown(place: Place, next?: StepSpec): Promise<Armed | undefined> {
    if (!place.ended) return undefined;
    const { time } = place.visit;
    const { facts, result } = place.ended;
    const details = { ...(await collectDetails(place.page, next)), ...result.inTab };
    place.ended = undefined;
    const anotherClock = details.trip !== undefined && time.heard(details.trip);
    const { outcome } = result;
    if (outcome.status === 'misfit') {
      const { step, kind, phase, intendedAt: at } = facts;
      const picture = await pictureOfMisfit(place.page, setting.folder, journey, step);
      writer.append({
        type: 'misfit',
        user: number,
        journey,
        step,
        kind,
        phase,
        at,
        message: outcome.message,
        ...(picture && { picture }),
      });
    } else {
      writer.append(completeSample(facts, { ...result, outcome }, details, time));
    }
    for (const { at, message } of details.errors) {
      const errorAt = time.onRunnersClock(at);
      writer.append({ type: 'error', user: number, journey, step: facts.step, at: errorAt, message });
    }
    if (anotherClock) writeClock(place);
    return details.armed;
  }

  /** Records a step that an interruption cut off, or whose details can no longer be collected. */
  function writeDownCutOff(place: Place) {
    const { ended, visit } = place;
    if (!ended || ended.result.outcome.status === 'misfit') return;
    const { outcome, actedAt } = ended.result;
    const isCutOff = outcome.status === 'failed';
    // Without an input, the user was still thinking.
    place.ended = undefined;
    if (isCutOff && actedAt === undefined) return;
    const known = { ...ended.result, outcome: isCutOff ? ({ status: 'open' } as const) : outcome };
    writer.append(completeSample(ended.facts, known, { vitals: {}, errors: [] }, visit.time));
  }

  async function writeDownAll() {
    for (const place of places) await writeDown(place);
  }

  /**
   * A product that hangs must not keep the user beyond the end, whether planned or not. Nor may it keep the user from its next steps
   * for longer than a step may take: these then fail, where waiting for the page would leave nothing to judge.
   */
  async function startAnewInTime(visit: Visit): Promise<string | undefined> {
    let isBack = false;
    const back = visit.startAnew(workload.stepTimeoutMs).finally(() => {
      isBack = true;
    });
    const over = async () => {
      while (!isBack && !setting.isEnough() && now() < schedule.steadyEndAt) {
        await until(Math.min(now() + LOOK_EVERY_MS, schedule.steadyEndAt));
      }
      return undefined;
    };
    return Promise.race([back, over()]);
  }

  function writeClock({ visit }: Place) {
    const reading = visit.time.reading();
    if (reading) writer.append(clockSample('page', number, reading));
  }

  async function walkOnce(place: Place, iteration: number) {
    const { visit } = place;
    const pace = setting.paceOf(iteration);

    async function step(name: string, action: Action, query?: StepSample['query']) {
      const thinkMs = pace.between(workload.thinkTimeMs.min, workload.thinkTimeMs.max);
      const timing = layOutStep(action, thinkFrom, thinkMs, workload, pace);
      await until(Math.min(thinkFrom + COLLECT_AFTER_MS, thinkFrom + thinkMs / 2));
      if (timing.intendedAt >= schedule.steadyEndAt) throw new SteadyStateOver();
      counts.steps += 1;
      const id = traceId(setting.runId, number, counts.steps);
      const spec = specOf(action, id, workload.stepTimeoutMs, quietFor(workload.thinkTimeMs));
      const armed = await writeDown(place, spec);
      const result = blamed(await takeStep(place.page, action, spec, timing, armed), place);
      thinkFrom = endOnRunnersClock(result, visit.time, now());
      place.ended = {
        result,
        facts: {
          type: 'step',
          id,
          user: number,
          journey,
          step: name,
          kind: action.kind,
          iteration,
          ...(query && { query: { text: query.text, kind: query.kind } }),
          phase: phaseAt(timing.intendedAt, schedule),
          viewport: `${workload.viewport.width}×${workload.viewport.height}`,
          ...(visit.side && { side: visit.side }),
          intendedAt: timing.intendedAt,
        },
      };
      if (result.outcome.status !== 'ok') {
        // The worker has no time left.
        if (setting.isInterrupted()) writeDownCutOff(place);
        throw new JourneyBroken(result.outcome.message);
      }
    }

    try {
      await visit.walk({ step }, iteration);
    } catch (error) {
      if (!(error instanceof JourneyBroken)) {
        await writeDownAll();
        throw error;
      }
      counts.failed += 1;
      counts.failures.add(error.message);
      place.page = await visit.page.usable();
      await until(thinkFrom + COLLECT_AFTER_MS);
      await writeDown(place);
      if (setting.isEnough()) return;
      place.unopened = await startAnewInTime(visit);
      place.page = await visit.page.usable();
      thinkFrom = now();
    }
  }

  writer.append({ type: 'user', user: number, journey, event: 'start', at: thinkFrom });
  places.forEach(writeClock);
  try {
    for (let iteration = 0; !setting.isEnough(); iteration += 1) {
      const inTurn = (number + iteration) % 2 === 0 ? places : places.toReversed();
      for (const place of inTurn) await walkOnce(place, iteration);
    }
    await until(thinkFrom + COLLECT_AFTER_MS);
    await writeDownAll();
  } catch (error) {
    if (!(error instanceof SteadyStateOver)) {
      if (setting.isInterrupted()) places.forEach(writeDownCutOff);
      throw error;
    }
    await until(schedule.steadyEndAt);
  }
  places.forEach(writeClock);
  writer.append({ type: 'user', user: number, journey, event: 'end', at: now() });
  return counts;
}

/** On a page that the product did not load, nothing fits: that is not the journey's fault. */
function blamed(result: StepResult, { unopened }: Place): StepResult {
  return unopened !== undefined && result.outcome.status === 'misfit'
    ? { ...result, outcome: { status: 'failed', message: unopened } }
    : result;
}

/** How far the clock of a user's page or worker is ahead, as a sample for the record. */
export function clockSample(
  of: 'page' | 'worker',
  user: number,
  reading: Pick<ClockSample, 'offsetMs' | 'boundMs'>,
): ClockSample {
  return { type: 'clock', of, user, at: now(), ...reading };
}

/** A W3C trace id from run, user and step, which leads from a line in the product's log to the sample. */
function traceId(runId: string, user: number, step: number): string {
  const run = Buffer.from(runId).toString('hex').slice(-16).padStart(16, '0');
  return run + (user + 1).toString(16).padStart(8, '0') + step.toString(16).padStart(8, '0');
}
