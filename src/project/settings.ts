import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { config as loadDotenv } from 'dotenv';
import type { SourceSettings } from '../runner/telemetry/find-sources.ts';
import { baselineFile } from '../store/baseline.ts';
import { InputError } from './input-error.ts';
import { readSourceSettings } from './source-settings.ts';

/** What a run can be told from outside: by flags, which the CLI turns into these variables, or by `.env`. */
export interface Settings {
  target: {
    url: string;
    /** Whether it is the reference target, which Footfall starts and stops itself. */
    isReference: boolean;
    /** Page that tells health and number of documents. */
    healthUrl: string;
    /** Hosts that may be put under load although they are not this machine. */
    allowedHosts: string[];
  };
  workload: string;
  users?: number;
  usersPerWorker?: number;
  seed?: number;
  steadyStateMs?: number;
  /** Executable of the browser to use. */
  browser?: string;
  reportsFolder: string;
  /** File or folder to which each run adds what it came to; beside the runs when absent. */
  history?: string;
  /** What limits over a baseline are held against: its name, or the path of its file or of a run folder. */
  baseline?: string;
  /** False leaves only the clock in the page: to find out what the other instruments cost. */
  instruments: boolean;
  /** Whether Lighthouse looks at the pages when the users have gone; left to the workload when absent. */
  audits?: boolean;
  /** Whether the product is asked about itself: its tiers while users are at work, and its slowest queries when they have gone. */
  diagnosis: boolean;
  /** Where it can be asked, as far as it was said. */
  sources: SourceSettings;
  /** Where the reference target keeps its data, and notes where its tiers are. */
  referenceFolder: string;
}

/**
 * Reads the settings; `.env` fills in what the environment does not set.
 *
 * @throws {InputError} naming the variable, its flag and what it must be
 */
export function readSettings(root: string, env: NodeJS.ProcessEnv = process.env): Settings {
  loadDotenv({ path: resolve(root, '.env'), quiet: true, processEnv: env as Record<string, string> });
  const given = (name: string) => env[name]?.trim() || undefined;
  const port = wholeNumber('TARGET_PORT', given('TARGET_PORT'), 0, 65_535) ?? 8700;
  const url = targetUrl(given('FOOTFALL_TARGET') ?? `http://127.0.0.1:${port}/`);
  const allowedHosts = (given('FOOTFALL_ALLOW_HOSTS') ?? '').split(',').flatMap((host) => host.trim() || []);
  refuseForeignHost(url, allowedHosts);
  const users = wholeNumber('FOOTFALL_USERS (--users)', given('FOOTFALL_USERS'), 1, 1000);
  const usersPerWorker = wholeNumber(
    'FOOTFALL_USERS_PER_WORKER (--users-per-worker)',
    given('FOOTFALL_USERS_PER_WORKER'),
    1,
    100,
  );
  const seed = wholeNumber('FOOTFALL_SEED (--seed)', given('FOOTFALL_SEED'), 0, 2 ** 31);
  const seconds = wholeNumber('FOOTFALL_DURATION (--duration)', given('FOOTFALL_DURATION'), 1, 86_400);
  const browser = given('FOOTFALL_BROWSER');
  const audits = onOrOff('FOOTFALL_AUDITS (--audits, --no-audits)', given('FOOTFALL_AUDITS'));
  const history = given('FOOTFALL_HISTORY');
  const baseline = given('FOOTFALL_BASELINE') ?? usualBaseline(root);
  const diagnosis = onOrOff('FOOTFALL_DIAGNOSIS', given('FOOTFALL_DIAGNOSIS')) ?? true;
  return {
    target: {
      url: url.href,
      isReference: given('FOOTFALL_TARGET') === undefined,
      healthUrl: new URL(given('FOOTFALL_HEALTH_PATH') ?? '/healthz', url).href,
      allowedHosts,
    },
    workload: given('FOOTFALL_WORKLOAD') ?? 'peak',
    reportsFolder: resolve(root, given('FOOTFALL_REPORTS') ?? 'reports'),
    instruments: given('FOOTFALL_INSTRUMENTS') !== 'off',
    ...(users !== undefined && { users }),
    ...(usersPerWorker !== undefined && { usersPerWorker }),
    ...(seed !== undefined && { seed }),
    ...(seconds !== undefined && { steadyStateMs: seconds * 1000 }),
    ...(browser !== undefined && { browser }),
    ...(audits !== undefined && { audits }),
    diagnosis,
    sources: readSourceSettings(root, given),
    referenceFolder: resolve(root, given('TARGET_DATA_DIR') ?? '.footfall'),
    ...(history !== undefined && { history: placeOf(root, history) }),
    ...(baseline !== undefined && { baseline }),
  };
}

/** The one that everybody takes who does not say otherwise, once somebody has saved it. */
function usualBaseline(root: string): string | undefined {
  return existsSync(baselineFile(root, 'main')) ? 'main' : undefined;
}

/** `/` at the end tells a folder, and would be lost. */
function placeOf(root: string, path: string): string {
  return /[/\\]$/.test(path) ? `${resolve(root, path)}/` : resolve(root, path);
}

function targetUrl(text: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  }
  throw new InputError(
    `FOOTFALL_TARGET (--target) must be an http or https address (got "${text}"); give one like http://localhost:3000/`,
  );
}

/**
 * @throws {InputError} when a host is neither this machine nor named by the user
 */
export function refuseForeignHost({ hostname }: URL, allowed: string[]): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const isLoopback = bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
  if (isLoopback || allowed.includes(bare)) return;
  throw new InputError(
    `the target (FOOTFALL_TARGET, --target) is on ${bare}, which is not this machine. Dozens of browsers are a load: ` +
      `if you may put it there, set FOOTFALL_ALLOW_HOSTS=${bare}`,
  );
}

function wholeNumber(name: string, text: string | undefined, min: number, max: number) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InputError(`${name} must be a whole number from ${min} to ${max} (got "${text}")`);
}

function onOrOff(name: string, text: string | undefined) {
  if (text === undefined) return undefined;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InputError(`${name} must be on or off (got "${text}")`);
}
