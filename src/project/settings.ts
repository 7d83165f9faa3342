import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { baselineFile } from '../store/baseline.ts';
import { allSettings } from './all-settings.ts';
import { refuseForeignHost } from './foreign-host.ts';
import { InputError } from './input-error.ts';
import type { Project } from './open-project.ts';
import { settingsResolver } from './resolve-setting.ts';
import type { SourceSettings } from './source-settings.ts';

const USUAL_START_TIMEOUT_MS = 180_000;

/** What is run if nobody names a workload. */
export const USUAL_WORKLOAD = 'peak';

/** The product under test. */
export interface TargetSettings {
  url: string;
  /** Starts it, in the project's folder; absent if it is running already. */
  command?: string;
  startTimeoutMs: number;
  /** A selector that only the loaded home page matches. */
  home?: string;
  /** The page that is asked whether it is up; the home page when absent. */
  healthUrl?: string;
  /** Numbers on that page: name → place in its JSON. */
  facts: Record<string, string>;
  /** Hosts that may be put under load although they are not this machine. */
  allowedHosts: string[];
}

/** What a run was told, checked. JSON: the command line hands it to the processes of the run. */
export interface Settings {
  target: TargetSettings;
  workload: string;
  users?: number;
  usersPerWorker?: number;
  seed?: number;
  steadyStateMs?: number;
  /** Executable of the browser to use. */
  browser?: string;
  reportsFolder: string;
  /** File or folder to which each run adds its line; beside the runs when absent. */
  history?: string;
  /** What relative limits are compared with: a name, or the path of a file or run folder. */
  baseline?: string;
  /** False leaves only the clock in the page, to find out what the other instruments cost. */
  instruments: boolean;
  /** Whether Lighthouse audits the pages after the users have left; left to the workload when absent. */
  audits?: boolean;
  /** The journey over the audited pages. */
  auditedJourney?: string;
  /** Whether the product is asked about itself: its tiers during the run, its slowest queries afterwards. */
  diagnosis: boolean;
  /** Whether the slowest steps are repeated with tracing afterwards. */
  traces: boolean;
  /** Where the product can be asked about itself, as far as that is known. */
  sources: SourceSettings;
}

type Places = Pick<Settings, 'reportsFolder'> & Partial<Pick<Settings, 'history'>>;

/** Where runs and their history are, for commands that need nothing else. */
export function readPlaces(
  { root, given }: Pick<Project, 'root' | 'given'>,
  env: NodeJS.ProcessEnv = process.env,
): Places {
  const resolved = settingsResolver(root, given, env);
  const history = resolved(allSettings.history).value;
  return {
    reportsFolder: resolve(root, resolved(allSettings.reports).value ?? 'reports'),
    ...(history !== undefined && { history: placeOf(root, history) }),
  };
}

/**
 * Reads the settings of a project: flag, environment, `.env`, `footfallConfig()`, in this order.
 *
 * @throws {InputError} naming the setting and what it must be
 */
export function readSettings(
  { root, given }: Pick<Project, 'root' | 'given'>,
  env: NodeJS.ProcessEnv = process.env,
): Settings {
  const resolved = settingsResolver(root, given, env);
  const all = allSettings;
  const value = <Name extends keyof typeof all>(name: Name) =>
    resolved(all[name] as never).value as ReturnType<(typeof all)[Name]['parse']> | undefined;
  const target = targetOf(given, value);
  const isConfigured = resolved(all.targetUrl).origin === 'footfallConfig';
  const command = isConfigured ? value('targetCommand') : undefined;
  const seconds = value('durationSeconds');
  const baseline = value('baseline') ?? usualBaseline(root);
  // What the configuration says of its own product does not hold for another one.
  const ofProduct = isConfigured ? resolved : settingsResolver(root, {}, env);
  return {
    target: { ...target, ...(command !== undefined && { command }) },
    workload: value('workload') ?? USUAL_WORKLOAD,
    ...defined({
      users: value('users'),
      usersPerWorker: value('usersPerWorker'),
      seed: value('seed'),
      steadyStateMs: seconds === undefined ? undefined : seconds * 1000,
      browser: value('browser'),
      baseline,
      audits: value('audits'),
      auditedJourney: value('auditedJourney'),
    }),
    ...readPlaces({ root, given }, env),
    instruments: env.FOOTFALL_INSTRUMENTS !== 'off',
    diagnosis: value('diagnosis') ?? true,
    traces: value('traces') ?? false,
    sources: sourcesOf(root, ofProduct),
  };
}

type Value = <Name extends keyof typeof allSettings>(
  name: Name,
) => ReturnType<(typeof allSettings)[Name]['parse']> | undefined;

function targetOf(given: Project['given'], value: Value): TargetSettings {
  const url = value('targetUrl');
  if (url === undefined) {
    throw new InputError(
      'there is no target: set target.url in footfallConfig(), or FOOTFALL_TARGET (--target)',
    );
  }
  const allowedHosts = value('allowHosts') ?? [];
  refuseForeignHost(new URL(url), allowedHosts);
  const healthPath = value('healthPath');
  return {
    url,
    startTimeoutMs: value('startTimeoutMs') ?? USUAL_START_TIMEOUT_MS,
    ...defined({
      home: value('home'),
      healthUrl: healthPath === undefined ? undefined : new URL(healthPath, url).href,
    }),
    facts: given.target?.health?.facts ?? {},
    allowedHosts,
  };
}

function sourcesOf(root: string, resolved: ReturnType<typeof settingsResolver>): SourceSettings {
  const all = allSettings;
  const inRoot = (path: string | undefined) => (path === undefined ? undefined : resolve(root, path));
  return {
    ...defined({
      databaseUrl: resolved(all.databaseUrl).value,
      databaseLog: inRoot(resolved(all.databaseLog).value),
      vespaUrl: resolved(all.vespaUrl).value,
      redisUrl: resolved(all.redisUrl).value,
      profileUrl: resolved(all.profileUrl).value,
      queriesPath: resolved(all.queriesPath).value,
      file: inRoot(resolved(all.sourcesFile).value),
    }),
    metricsUrls: resolved(all.metricsUrls).value ?? [],
    logs: (resolved(all.logs).value ?? []).map((file) => resolve(root, file)),
  };
}

/** The entries that have a value. */
function defined<Entries extends object>(entries: Entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Entries]?: Exclude<Entries[Name], undefined>;
  };
}

/** The baseline that holds for everybody who names no other, once it is saved. */
function usualBaseline(root: string): string | undefined {
  return existsSync(baselineFile(root, 'main')) ? 'main' : undefined;
}

/** A `/` at the end means a folder, and `resolve` would drop it. */
function placeOf(root: string, path: string): string {
  return /[/\\]$/.test(path) ? `${resolve(root, path)}/` : resolve(root, path);
}
