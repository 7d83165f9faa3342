import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { baselineFile } from '../store/baseline.ts';
import { allSettings } from './all-settings.ts';
import { refuseForeignHost } from './foreign-host.ts';
import { InputError } from './input-error.ts';
import { keepSecrets } from './keep-secrets.ts';
import type { Project } from './open-project.ts';
import { workloadNames } from './project-files.ts';
import { settingsResolver } from './resolve-setting.ts';
import type { SourceSettings } from './source-settings.ts';

/** How long a product may take to start, unless the project says otherwise. */
export const DEFAULT_START_TIMEOUT_MS = 180_000;

/** The default workload. */
export const USUAL_WORKLOAD = 'peak';

/** The product under test. */
export interface TargetSettings {
  url: string;
  /** A shell command that starts it, in the project's folder; `undefined` if it is running already. */
  command?: string;
  startTimeoutMs: number;
  /** A selector that only the loaded home page matches. */
  home?: string;
  /** The page that is requested to check whether it is up; defaults to the home page. */
  healthUrl?: string;
  /** Numbers that this page reports: name → path in its JSON. */
  facts: Record<string, string>;
  /** Hosts other than this machine that may be put under load. */
  allowedHosts: string[];
}

/** The validated settings of a run. Plain JSON: the command line passes them to the processes of the run. */
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
  /** The file or folder that each run adds a line to; defaults to a file beside the runs. */
  history?: string;
  /** The baseline for relative limits: a name, or the path of a file or run folder. */
  baseline?: string;
  /** `false` keeps only the clock in the page, to measure the overhead of the other instruments. */
  instruments: boolean;
  /** Whether Lighthouse audits the pages after the users have left; defaults to the workload's setting. */
  audits?: boolean;
  /** The journey over the audited pages. */
  auditedJourney?: string;
  /** Whether diagnosis data is collected: from the product's tiers during the run, on its slowest queries afterwards. */
  diagnosis: boolean;
  /** Whether each step is filmed afterwards. */
  film: boolean;
  /** Whether a run ends early if no step is answered any more. */
  stopWhenDown: boolean;
  /** Whether the slowest steps are repeated with tracing afterwards. */
  traces: boolean;
  /** The known sources of diagnosis data. */
  sources: SourceSettings;
}

type Places = Pick<Settings, 'reportsFolder'> & Partial<Pick<Settings, 'history'>>;

/** Where runs and their history are stored, for commands that need no other settings. */
export function readPlaces(
  { root, given }: Pick<Project, 'root' | 'given'>,
  env: NodeJS.ProcessEnv = process.env,
): Places {
  keepSecrets(root, given, env);
  const resolved = settingsResolver(root, given, env);
  const history = resolved(allSettings.history).value;
  return {
    reportsFolder: resolve(root, resolved(allSettings.reports).value ?? 'reports'),
    ...(history !== undefined && { history: placeOf(root, history) }),
  };
}

/**
 * Reads the settings of a project, in order of precedence: flag, environment, `.env`, `footfallConfig()`.
 *
 * @throws {InputError} naming the setting and its valid values
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
  const baseline = value('baseline') ?? defaultBaseline(root);
  // The sources that the configuration gives for its own product do not apply to another target.
  const ofProduct = isConfigured ? resolved : settingsResolver(root, {}, env);
  return {
    target: { ...target, ...(command !== undefined && { command }) },
    workload: value('workload') ?? defaultWorkload(root),
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
    film: value('film') ?? true,
    stopWhenDown: value('stopWhenDown') ?? false,
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
      'no target is set; set target.url in footfallConfig(), or FOOTFALL_TARGET (--target)',
    );
  }
  const allowedHosts = value('allowHosts') ?? [];
  refuseForeignHost(new URL(url), allowedHosts);
  const healthPath = value('healthPath');
  return {
    url,
    startTimeoutMs: value('startTimeoutMs') ?? DEFAULT_START_TIMEOUT_MS,
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

/** The only workload of a project, whatever it is called. */
function defaultWorkload(root: string): string {
  const [only, ...others] = workloadNames(root);
  return only !== undefined && others.length === 0 ? only : USUAL_WORKLOAD;
}

/** The default baseline, once it is saved. */
function defaultBaseline(root: string): string | undefined {
  return existsSync(baselineFile(root, 'main')) ? 'main' : undefined;
}

/** Keeps a trailing `/`, which means a folder and which `resolve` would drop. */
function placeOf(root: string, path: string): string {
  return /[/\\]$/.test(path) ? `${resolve(root, path)}/` : resolve(root, path);
}
