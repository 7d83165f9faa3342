import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrationLevel } from '../../analysis/calibration/calibration-level.ts';
import { learnThresholds } from '../../analysis/calibration/learn-thresholds.ts';
import { startServer } from '../../calibration/start-server.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { prepareFolder } from '../../project/reports-folder.ts';
import { readSettings } from '../../project/settings.ts';
import { findBrowser } from '../../runner/browser/browser.ts';
import type { Calibration } from '../../sample/calibration.ts';
import { calibrationsFolder, saveCalibration } from '../../store/calibration.ts';
import { shownPath } from '../../store/shown-path.ts';
import { exitCodes } from '../exit-codes.ts';
import { conclusion } from './calibration-table.ts';
import { besideNaiveClock, type Climb, climb } from './climb.ts';
import { Interrupted } from './known-answer-run.ts';

/** Flags by name, with the variable that each overrides. */
const variables: Record<string, string> = {
  workload: 'FOOTFALL_WORKLOAD',
  users: 'FOOTFALL_USERS',
  duration: 'FOOTFALL_DURATION',
  browser: 'FOOTFALL_BROWSER',
};

/**
 * `footfall calibrate`: measures responses that take a known time, with more and more users, until this machine no longer
 * measures them accurately, and stores the result.
 *
 * @returns the exit code
 * @throws {InputError} before anything is measured
 */
export async function calibrate(project: Project, flags: Record<string, string>): Promise<number> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [flag, value] of Object.entries(flags)) env[variables[flag] as string] = value;
  // Calibration needs no baseline and no audits, and does not belong in the history. The page needs its instruments to
  // receive the true times.
  const others = ['HISTORY', 'BASELINE', 'AUDITS', 'INSTRUMENTS'];
  for (const name of others) env[`FOOTFALL_${name}`] = '';
  // Only the workload is taken from the project; its product is not used.
  const settings = readSettings(project, { ...env, FOOTFALL_TARGET: 'http://127.0.0.1/' });
  const { workload } = await planRun(settings, project.root, new Date());
  const next = 'make it writable: calibrations are kept in the project';
  prepareFolder(calibrationsFolder(project.root), 'calibrations', next);
  await findBrowser(settings.browser);
  const server = await startServer(workload.seed);
  const reports = mkdtempSync(join(tmpdir(), 'footfall-calibration-'));
  const surroundings = { url: server.url, reports, env };
  let keepsReports = false;
  try {
    const found = await climb(workload, settings.users, surroundings);
    keepsReports = found.failed;
    const calibration = calibrationFrom(found);
    if (!calibration) {
      console.error(`nothing was measured: ${found.ended}`);
      return exitCodes.nothingMeasured;
    }
    const naive = await besideNaiveClock(workload, found, surroundings);
    keepsReports ||= naive === undefined;
    const complete = { ...calibration, ...(naive && { naive }) };
    const file = saveCalibration(project.root, complete);
    console.log(`\n${conclusion(complete)}\n\nstored in ${shownPath(file)}`);
    return exitCodes.pass;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    console.log('interrupted: nothing was stored');
    return exitCodes.inconclusive;
  } finally {
    await server.stop();
    if (!keepsReports) rmSync(reports, { recursive: true });
  }
}

/** `undefined` if not even one user could be measured. */
function calibrationFrom({ records, ended }: Climb): Calibration | undefined {
  const [floor] = records;
  if (!floor) return undefined;
  const thresholds = learnThresholds(records, floor);
  const levels = records.flatMap((record) => calibrationLevel(record, floor, thresholds) ?? []);
  if (levels.length === 0) return undefined;
  const truthfulUsers = levels.findLast(({ truthful }) => truthful)?.users;
  const { startedAt, footfall, browser, environment, workload } = floor.run;
  const { cpuModel, cores, memoryBytes } = environment;
  return {
    schemaVersion: 1,
    at: startedAt,
    footfall,
    machine: { cpuModel, cores, memoryBytes },
    browser: { name: browser.name, version: browser.version },
    viewport: `${workload.viewport.width}×${workload.viewport.height}`,
    levels,
    ...(truthfulUsers !== undefined && { truthfulUsers }),
    ended,
    thresholds,
  };
}
