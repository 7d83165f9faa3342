import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserArguments, findBrowser } from '../../src/runner/browser/browser.ts';
import { groupBy } from '../../src/sample/group-by.ts';
import type { Workload } from '../../src/sample/workload.ts';

/** The release of the published trials; it runs on the oldest Node.js that Footfall supports. */
const VERSION = '2.0.21';

const installed = join(import.meta.dirname, `../../.footfall/peers/artillery-${VERSION}`);

/** How long the users take to arrive, and how long all of them act before the window begins. */
const ARRIVE_S = 5;
const SETTLE_MS = 5000;

/** Starting fifty pages on two cores. */
const LONGEST_ARRIVAL_MS = 40_000;

/** One step of a peer, by Node's clock; times in milliseconds. */
interface PeerStep {
  user: number;
  startAt: number;
  endAt: number;
  /** `undefined` if the page no longer knew it. */
  truthMs?: number;
}

export interface PeerRun {
  /** Those that began in the window. */
  steps: PeerStep[];
  windowFrom: number;
  windowUntil: number;
}

/** Installs Artillery beside the project's own packages, unless it is there. Its browser is not downloaded. */
export async function installArtillery(): Promise<void> {
  if (existsSync(join(installed, 'node_modules/.bin/artillery'))) return;
  console.log(`… installing Artillery ${VERSION} into .footfall/peers`);
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'package.json'), '{ "private": true }\n');
  const child = spawn(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', `artillery@${VERSION}`],
    { cwd: installed, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm could not install artillery@${VERSION} (exit code ${code})`);
}

/**
 * Runs the workload's users in Artillery's Playwright engine: one browser, a context per user.
 *
 * @param folder existing and empty
 * @param named the browser executable that the user set, if any: both sides drive the same
 */
export async function runArtillery(
  workload: Workload,
  { url, folder, named }: { url: string; folder: string; named: string | undefined },
): Promise<PeerRun> {
  const { users, thinkTimeMs, keyDelayMs, viewport, steadyStateMs } = workload;
  const { executablePath } = await findBrowser(named);
  const script = {
    config: {
      target: url,
      phases: [{ duration: ARRIVE_S, arrivalCount: users }],
      processor: join(import.meta.dirname, 'artillery-users.cjs'),
      engines: {
        playwright: {
          launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
          contextOptions: { viewport },
        },
      },
    },
    scenarios: [{ engine: 'playwright', testFunction: 'ask' }],
  };
  const scriptFile = join(folder, 'script.json');
  writeFileSync(scriptFile, JSON.stringify(script));
  const plan = {
    folder,
    url,
    isTyped: keyDelayMs.max > 0,
    thinkTimeMs,
    keyDelayMs,
    lastsMs: LONGEST_ARRIVAL_MS + SETTLE_MS + steadyStateMs,
  };
  const log = openSync(join(folder, 'artillery.log'), 'w');
  const child = spawn(process.execPath, [join(installed, 'node_modules/.bin/artillery'), 'run', scriptFile], {
    env: {
      ...process.env,
      ARTILLERY_DISABLE_TELEMETRY: 'true',
      PEERS_INSTALLED: installed,
      PEERS_PLAN: JSON.stringify(plan),
    },
    stdio: ['ignore', log, log],
  });
  const [code] = await once(child, 'exit');
  closeSync(log);
  const stepsFile = join(folder, 'steps.ndjson');
  if (code !== 0 || !existsSync(stepsFile))
    throw new Error(
      `Artillery failed (exit code ${code}); its output is in ${join(folder, 'artillery.log')}`,
    );
  const lines = readFileSync(stepsFile, 'utf8').trimEnd().split('\n');
  return windowOf(
    lines.map((line) => JSON.parse(line) as PeerStep),
    users,
    steadyStateMs,
  );
}

/** The window in which all users act. */
function windowOf(steps: PeerStep[], users: number, steadyStateMs: number): PeerRun {
  const bounds = [...groupBy(steps, ({ user }) => user).values()].map((own) => ({
    firstEndAt: Math.min(...own.map(({ endAt }) => endAt)),
    lastStartAt: Math.max(...own.map(({ startAt }) => startAt)),
  }));
  const windowFrom = Math.max(...bounds.map(({ firstEndAt }) => firstEndAt)) + SETTLE_MS;
  const windowUntil = windowFrom + steadyStateMs;
  const leftAt = Math.min(...bounds.map(({ lastStartAt }) => lastStartAt));
  if (bounds.length < users || leftAt < windowUntil)
    throw new Error(`Artillery's ${users} users never acted together for ${steadyStateMs / 1000} s`);
  return {
    steps: steps.filter(({ startAt }) => startAt >= windowFrom && startAt < windowUntil),
    windowFrom,
    windowUntil,
  };
}
