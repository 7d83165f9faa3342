import { existsSync, lstatSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { openBarrier } from '../load/barrier.ts';
import { now } from '../load/clock.ts';
import { handedPlan, handedRoot } from '../load/handed-plan.ts';
import { scheduleFrom } from '../load/schedule.ts';
import { sidesOf } from '../load/sides.ts';
import { handedSettings } from '../project/hand-over.ts';
import { InputError } from '../project/input-error.ts';
import { keepSecretsOf } from '../project/keep-secrets.ts';
import type { Settings } from '../project/settings.ts';
import type { Run, RunPlan } from '../sample/run.ts';
import type { Sample, TelemetrySample } from '../sample/sample.ts';
import { openWriter } from '../store/append.ts';
import { findCalibration } from '../store/calibration.ts';
import { cleanJson } from '../store/clean.ts';
import { layout } from '../store/layout.ts';
import { howMany } from '../words/units.ts';
import { startBrowserServer } from './browser/browser-server.ts';
import { writePageScript } from './browser/page-script.ts';
import { describeEnvironment, describeVersions } from './describe-run.ts';
import { endOverdue } from './end-overdue.ts';
import { findBaseline } from './find-baseline.ts';
import { replaySlowQueries } from './replay/replay-slow-queries.ts';
import { compareServerClock } from './server-clock.ts';
import { checkTarget, movedTo } from './target-check.ts';
import { findSources } from './telemetry/find-sources.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';
import { watchGenerator } from './watch-generator.ts';

/** The run starts without workers that are not ready by then, and is invalid. */
const BARRIER_PATIENCE_MS = 180_000;

/** From the opening of the barrier to the release, so that the schedule reaches every worker in time. */
const RELEASE_NOTICE_MS = 500;

/**
 * Runs before the workers: checks the target, starts the browser, opens the barrier and starts watching the machine and the
 * product. The returned teardown runs after all workers have exited and before the run is judged.
 */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const startedAt = new Date();
  const began = performance.now();
  const plan = handedPlan() as RunPlan;
  const root = handedRoot();
  if (workers < plan.workers) {
    throw new InputError(
      `${workers} workers are too few: ${howMany(plan.seats.length, 'user')} take ${plan.workers} here; leave --workers out, or ask for fewer users with FOOTFALL_USERS`,
    );
  }
  const settings = handedSettings();
  let target: Run['target'] = plan.target;
  // The head comes last, and is the target.
  for (const { side, url } of sidesOf(plan)) target = await checkTarget(movedTo(settings.target, url), side);
  const baseline =
    plan.baselineName === undefined || plan.sides ? undefined : findBaseline(root, plan.baselineName);
  const [browser, serverClock] = await Promise.all([
    startBrowserServer(settings.browser),
    compareServerClock(clockUrl(movedTo(settings.target, target.url))),
  ]);
  const environment = describeEnvironment();
  const { width, height } = plan.workload.viewport;
  const calibration = findCalibration(
    root,
    { machine: environment, browser, viewport: `${width}×${height}` },
    (reason) => console.error(`the stored calibration does not count: ${reason}`),
  );
  const files = layout(plan.folder);

  makeRunFolder(plan.folder);
  mkdirSync(files.samples);
  writePageScript(files.pageScript, settings.instruments);
  const run: Run = {
    ...plan,
    schemaVersion: 1,
    startedAt: startedAt.toISOString(),
    ...describeVersions(root),
    browser: { name: 'Chromium', version: browser.version, foundAs: browser.foundAs },
    environment,
    target,
    ...(calibration && { calibration }),
    ...(baseline && { baseline }),
  };
  writeFileSync(files.run, `${cleanJson(run, 2)}\n`);
  // A comparison cannot be reported as a run or used for a baseline.
  if (!plan.sides) pointLatestAt(plan.folder);

  const samples = openWriter<Sample>(files.runSamples);
  const telemetry = openWriter<TelemetrySample>(files.telemetry);
  if (serverClock) samples.append(serverClock);
  // In a comparison, only the users may put load on the two versions.
  const sources = settings.diagnosis && !plan.sides ? findSources(settings.sources, target.url) : undefined;
  // What the product wrote about itself may contain passwords too.
  if (sources) keepSecretsOf(sources);
  const stopWatching = watchGenerator(telemetry.append, browser, target, {
    tiersInDetail: sources !== undefined,
  });
  const product =
    sources && startTelemetry(sources, target, { reading: telemetry.append, evidence: samples.append });
  let steadyEndAt = Number.POSITIVE_INFINITY;
  const barrier = await openBarrier(plan.seats.length, BARRIER_PATIENCE_MS);
  barrier.complete.then(() => {
    const schedule = scheduleFrom(now() + RELEASE_NOTICE_MS, plan.workload);
    samples.append({ type: 'schedule', barrierMs: performance.now() - began, ...schedule });
    barrier.release(schedule);
    product?.follow(schedule);
    steadyEndAt = schedule.steadyEndAt;
  });

  // The command line that started this run was killed: shut down cleanly, as for Ctrl-C.
  process.once('disconnect', () => process.kill(process.pid, 'SIGINT'));
  // Playwright has its own listener, but does not expose the interruption.
  let interruptedAt = Number.POSITIVE_INFINITY;
  process.once('SIGINT', () => {
    interruptedAt = now();
  });
  const stopWaiting = endOverdue({
    plan,
    steadyEndAt: () => steadyEndAt,
    interruptedAt: () => interruptedAt,
    endBrowser: () => void browser.stop(),
    workerOf: barrier.workerOf,
  });
  process.env.FOOTFALL_BARRIER = barrier.url;
  process.env.FOOTFALL_BROWSER_ENDPOINT = browser.endpoint;
  return async () => {
    stopWaiting();
    barrier.close();
    await product?.stop();
    // After an interruption, conclude the run immediately: the user is waiting.
    const interrupted = () => now() > interruptedAt || now() < steadyEndAt;
    if (sources && !interrupted()) {
      const { folder } = plan;
      const { append } = samples;
      const asked = { url: target.url, allowedHosts: settings.target.allowedHosts };
      await replaySlowQueries({ folder, target: asked, sources, append, interrupted }).catch((error: Error) =>
        console.error(`the slowest queries could not be replayed: ${error.message}`),
      );
    }
    await browser.stop();
    stopWatching();
    telemetry.close();
    samples.close();
  };
}

const clockUrl = ({ url, healthUrl = url }: Settings['target']) => healthUrl;

/** Two runs must not write into one folder. */
function makeRunFolder(folder: string): void {
  if (existsSync(folder))
    throw new InputError(`${folder} is there already: another run began in the same second; start again`);
  mkdirSync(folder, { recursive: true });
}

/** Points `reports/latest` at the newest run, where links are allowed. */
function pointLatestAt(folder: string): void {
  const link = join(dirname(folder), 'latest');
  try {
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(link);
    symlinkSync(process.platform === 'win32' ? folder : basename(folder), link, 'junction');
  } catch {
    // The file system has no links. The terminal prints the run's folder anyway.
  }
}
