import { existsSync } from 'node:fs';
import os from 'node:os';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { startBrowserServer } from '../../runner/browser/browser-server.ts';
import { describeEnvironment } from '../../runner/describe-run.ts';
import { checkTarget } from '../../runner/target-check.ts';
import { findCalibration } from '../../store/calibration.ts';
import { formatBytes, howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';
import { usersThatFit } from '../memory.ts';
import { nodeLife } from './node-life.ts';

/** `footfall doctor`: exit code 0 if a run could start, otherwise 2. */
export async function doctor(project: Project): Promise<number> {
  const { root } = project;
  const settings = readSettings(project);
  let ready = true;
  let browserVersion: string | undefined;
  const good = (what: string, value: string) => console.log(`✓ ${what.padEnd(10)} ${value}`);
  const bad = (what: string, value: string) => {
    ready = false;
    console.log(`✗ ${what.padEnd(10)} ${value}`);
  };

  const life = nodeLife(process.version, new Date());
  good('node', life === undefined ? process.version : `${process.version}, ${life}`);
  await startBrowserServer(settings.browser).then(
    async ({ version, foundAs, stop }) => {
      browserVersion = version;
      good('browser', `Chromium ${version} (${foundAs})`);
      await stop();
    },
    (error: Error) => bad('browser', error.message),
  );
  good('cores', String(os.availableParallelism()));
  good('memory', `${formatBytes(os.freemem())} free, enough for about ${howMany(usersThatFit(), 'user')}`);
  if (existsSync('/proc/pressure/cpu'))
    good('pressure', 'the kernel reports when the machine is short of CPU');
  else good('pressure', 'not reported by this system; other signs of a busy machine are used');
  await checkTarget(settings.target).then(
    ({ url, facts = {} }) => {
      const counts = Object.entries(facts).map(([name, value]) => `${value.toLocaleString('en')} ${name}`);
      good('target', [url, ...counts].join('  '));
    },
    (error: Error) => {
      const { command, url } = settings.target;
      if (command === undefined) bad('target', error.message);
      else good('target', `${url} is not running; \`npx footfall run\` starts it with "${command}"`);
    },
  );
  await planRun(settings, root, new Date()).then(
    ({ workload: { viewport } }) => {
      if (browserVersion === undefined) return;
      good('accuracy', measuringError(root, browserVersion, `${viewport.width}×${viewport.height}`));
    },
    (error: Error) => bad('workload', error.message),
  );
  return ready ? exitCodes.pass : exitCodes.nothingMeasured;
}

/** The measurement error of this machine with this browser and viewport, as far as it is known. */
function measuringError(root: string, version: string, viewport: string): string {
  let ignored = 'this machine is not calibrated';
  const wanted = { machine: describeEnvironment(), browser: { version }, viewport };
  const calibration = findCalibration(root, wanted, (reason) => {
    ignored = reason;
  });
  if (!calibration) return `unknown at ${viewport}: ${ignored}; run \`npx footfall calibrate\``;
  const level = calibration.levels.findLast(({ truthful }) => truthful);
  const found = level
    ? `measures up to ${howMany(level.users, 'user')} accurately, p95 error ${Math.round(level.aboveFloorMs.p95)} ms`
    : 'does not measure even one user accurately';
  return `${found} at ${viewport} (calibrated on ${calibration.at.slice(0, 10)})`;
}
