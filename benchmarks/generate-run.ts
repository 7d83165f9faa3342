import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, randomStream } from '../src/load/random.ts';
import { planRun } from '../src/project/plan-run.ts';
import { readSettings } from '../src/project/settings.ts';
import { describeEnvironment, describeVersions } from '../src/runner/describe-run.ts';
import type { Run } from '../src/sample/run.ts';
import type { Sample, StepSample, TelemetrySample } from '../src/sample/sample.ts';
import { layout } from '../src/store/layout.ts';
import { generatedJourneys, generatedStep } from './generated-step.ts';

/** With a shorter cycle, the steps of one user would overlap. */
const leastCycleMs = 300;
const rampMs = 10_000;
const startedAt = Date.parse('2026-11-20T09:30:00Z');
const releasedAt = startedAt + 31_400;
const steadyStartAt = releasedAt + rampMs;
const root = join(import.meta.dirname, '..');

/**
 * Writes a run folder like that of a `peak` run, with at least `samples` steps, to find out how large a run can be
 * judged. The steady state lasts ten minutes, or longer if the users need more; think times fill the rest.
 *
 * @param folder must not exist
 */
export async function generateRun(
  folder: string,
  { users, samples, seed }: { users: number; samples: number; seed: number },
): Promise<void> {
  const steadyStateMs = Math.ceil(Math.max(600_000, (samples / users) * leastCycleMs) / 1000) * 1000;
  // A few more than requested, so that random variation does not make them fewer.
  const cycleMs = (0.97 * users * steadyStateMs) / samples;
  const run = await runFile(folder, { users, seed, steadyStateMs, cycleMs });
  const files = layout(folder);
  mkdirSync(files.samples, { recursive: true });
  writeFileSync(files.run, JSON.stringify(run));
  for (const [user, journey] of run.seats.entries()) {
    const random = randomStream(seed, `generated user ${user}`);
    writeLines(
      files.userSamples(user),
      samplesOf(user, journey, random, run.workload.thinkTimeMs, steadyStateMs),
    );
  }
  writeLines(files.runSamples, runSamples(steadyStateMs));
  writeLines(files.telemetry, telemetry(randomStream(seed, 'generated telemetry'), steadyStateMs));
}

async function runFile(
  folder: string,
  load: { users: number; seed: number; steadyStateMs: number; cycleMs: number },
): Promise<Run> {
  const { users, seed, steadyStateMs, cycleMs } = load;
  const settings = readSettings(
    { root, given: { target: { url: 'http://127.0.0.1:8700/' } } },
    {
      FOOTFALL_USERS: String(users),
      FOOTFALL_SEED: String(seed),
      FOOTFALL_DURATION: String(steadyStateMs / 1000),
      FOOTFALL_AUDITS: 'off',
    },
  );
  const plan = await planRun(settings, root, new Date(startedAt));
  const thinkMs = cycleMs - 80;
  return {
    ...plan,
    folder,
    workload: { ...plan.workload, thinkTimeMs: { min: thinkMs * 0.5, max: thinkMs * 1.5 } },
    schemaVersion: 1,
    startedAt: new Date(startedAt).toISOString(),
    ...describeVersions(root),
    browser: { name: 'chromium', version: '156.0.7700.0', foundAs: 'generated' },
    environment: describeEnvironment(),
    target: { url: 'http://127.0.0.1:8700/', documents: 117_791 },
  };
}

function* samplesOf(
  user: number,
  journey: string,
  random: Random,
  thinkTimeMs: { min: number; max: number },
  steadyStateMs: number,
): Generator<Sample> {
  const steps = Object.entries(generatedJourneys[journey] ?? {});
  const steadyEndAt = steadyStartAt + steadyStateMs;
  const startAt = releasedAt + random.between(0, rampMs);
  // Some users' searches take longer than others', so that the steps of one user are correlated.
  const own = random.between(0.85, 1.15);
  yield { type: 'user', user, journey, event: 'ready', at: releasedAt - 400 };
  yield { type: 'user', user, journey, event: 'start', at: startAt };
  let at = startAt + random.between(0, thinkTimeMs.max);
  for (let iteration = 0; at < steadyEndAt; iteration += 1) {
    for (const [step, kind] of steps) {
      if (at >= steadyEndAt) break;
      const phase: StepSample['phase'] = at < steadyStartAt ? 'ramp' : 'steady';
      const taken = generatedStep(
        { user, journey, step, kind, iteration, phase, intendedAt: at },
        own,
        random,
      );
      yield taken;
      at += taken.correctedMs + random.between(thinkTimeMs.min, thinkTimeMs.max);
    }
  }
  yield { type: 'user', user, journey, event: 'end', at: Math.max(at, steadyEndAt) };
}

function* runSamples(steadyStateMs: number): Generator<Sample> {
  const steadyEndAt = steadyStartAt + steadyStateMs;
  yield { type: 'schedule', barrierMs: releasedAt - startedAt, releasedAt, steadyStartAt, steadyEndAt };
  yield { type: 'end', at: steadyEndAt + 4000, reason: 'completed' };
}

const cpuParts = { browser: 0.55, workers: 0.22, app: 0.09, engine: 0.06, database: 0.05, runner: 0.03 };

function* telemetry(random: Random, steadyStateMs: number): Generator<TelemetrySample> {
  for (let second = 1; second <= (rampMs + steadyStateMs) / 1000; second += 1) {
    const reading = (source: string, values: Record<string, number>): TelemetrySample => ({
      type: 'telemetry',
      at: releasedAt + second * 1000,
      intervalMs: 1000,
      source,
      values,
    });
    const cpuShare = random.between(0.5, 0.7);
    const cpuMs = cpuShare * 2000;
    const memoryUsedBytes = Math.round(random.between(8, 9) * 2 ** 30);
    yield reading('host', { cpuMs, cpuShare, memoryUsedBytes, pressureShare: cpuShare / 8, stealShare: 0 });
    yield reading('canary', { delayMs: random.between(1, 12) });
    yield reading('browser server', { loopDelayMs: random.between(0, 8) });
    for (const [source, part] of Object.entries(cpuParts)) {
      yield reading(source, {
        cpuMs: cpuMs * part,
        processes: 1,
        ...(source === 'runner' && { loopDelayMs: random.between(0, 4) }),
      });
    }
  }
}

const bufferedChars = 2 ** 20;

function writeLines(file: string, entries: Iterable<Sample | TelemetrySample>): void {
  const descriptor = openSync(file, 'wx');
  let waiting = '';
  for (const entry of entries) {
    waiting += `${JSON.stringify(entry)}\n`;
    if (waiting.length < bufferedChars) continue;
    writeSync(descriptor, waiting);
    waiting = '';
  }
  writeSync(descriptor, waiting);
  closeSync(descriptor);
}
