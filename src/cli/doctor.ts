import { existsSync } from 'node:fs';
import os from 'node:os';
import { startBrowserServer } from '../runner/browser-server.ts';
import { readSettings } from '../runner/settings.ts';
import { checkTarget } from '../runner/target-check.ts';
import { exitCodes } from './exit-codes.ts';

/** Measured for fifty workers and one shared browser. */
const BYTES_PER_USER = 0.18 * 2 ** 30;

/** `footfall doctor`: exit code 0 when a run could start, else 2. */
export async function doctor(root: string): Promise<number> {
  const settings = readSettings(root);
  let ready = true;
  const good = (what: string, value: string) => console.log(`✓ ${what.padEnd(10)} ${value}`);
  const bad = (what: string, value: string) => {
    ready = false;
    console.log(`✗ ${what.padEnd(10)} ${value}`);
  };

  good('node', process.version);
  await startBrowserServer(settings.browser).then(
    async ({ version, foundAs, stop }) => {
      good('browser', `Chromium ${version} (${foundAs})`);
      await stop();
    },
    (error: Error) => bad('browser', error.message),
  );
  good('cores', String(os.availableParallelism()));
  const users = Math.floor(os.freemem() / BYTES_PER_USER);
  good('memory', `${(os.freemem() / 2 ** 30).toFixed(1)} GiB free, enough for about ${users} users`);
  if (existsSync('/proc/pressure/cpu')) good('pressure', 'the kernel tells when the machine is short of CPU');
  else good('pressure', 'not told by this system: saturation is judged by CPU use alone');
  await checkTarget(settings.target).then(
    ({ url, documents }) =>
      good(
        'target',
        `${url}  ${documents === undefined ? 'does not tell its documents' : `${documents.toLocaleString('en')} documents`}`,
      ),
    (error: Error) => {
      // The reference target is started by the run itself.
      if (settings.target.isReference)
        good('target', 'the reference target is not up; `npx footfall run` starts it');
      else bad('target', error.message);
    },
  );
  return ready ? exitCodes.pass : exitCodes.nothingMeasured;
}
