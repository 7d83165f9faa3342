import type { SideNames } from '../../analysis/comparison/compare-sides.ts';
import { refuseForeignHost } from '../../project/foreign-host.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { readSettings, type Settings } from '../../project/settings.ts';
import type { Margin } from '../../sample/comparison.ts';
import { type Side, sides } from '../../sample/side.ts';

/** The flags of `footfall compare` and `footfall ci`. */
export interface ComparisonFlags {
  base?: string;
  head?: string;
  baseCommand?: string;
  headCommand?: string;
  workload?: string;
  users?: string;
  usersPerWorker?: string;
  duration?: string;
  seed?: string;
  browser?: string;
  margin?: string;
  floor?: string;
  looks?: string;
}

export interface CompareFlags extends ComparisonFlags {
  /** Compares a product with itself. */
  aa?: boolean;
  /** How many comparisons `aa` makes. */
  runs?: string;
}

/** Flags that override the variable of the same meaning. */
const variables = {
  seed: 'FOOTFALL_SEED',
  browser: 'FOOTFALL_BROWSER',
} as const;

export interface GivenSide {
  url: string;
  /** Starts it; `undefined` if it is running already. */
  command?: string;
}

export interface ComparisonOptions {
  /** `undefined` to compare two copies of the project's target. */
  given?: Record<Side, GivenSide>;
  margin: Margin;
  looks: number;
  /** The suffix of the run folder and the names of the sides; defaults to `compare`, base and head. */
  called?: { kind: string; names: SideNames };
  settings: Settings;
  /** The variables that the run is started with. */
  env: NodeJS.ProcessEnv;
}

/**
 * @param sameOnBoth whether one address may be used for both sides
 * @throws {InputError} naming the flag and its valid values
 */
export function readComparisonOptions(
  project: Project,
  flags: ComparisonFlags,
  sameOnBoth: boolean,
): ComparisonOptions {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [flag, variable] of Object.entries(variables)) {
    const value = flags[flag as keyof typeof variables];
    if (value !== undefined) env[variable] = value;
  }
  // A comparison has its own workload, with its own users and duration, and two targets. Empty values override `.env`.
  env.FOOTFALL_WORKLOAD = flags.workload ?? 'compare';
  env.FOOTFALL_USERS = flags.users ?? '';
  env.FOOTFALL_USERS_PER_WORKER = flags.usersPerWorker ?? '';
  env.FOOTFALL_DURATION = flags.duration ?? '';
  const given = givenSides(flags, sameOnBoth);
  env.FOOTFALL_TARGET = given && project.given.target?.url === undefined ? given.head.url : '';
  const settings = readSettings(project, env);
  for (const side of given ? sides : []) {
    try {
      refuseForeignHost(new URL((given?.[side] as GivenSide).url), settings.target.allowedHosts);
    } catch (error) {
      throw new InputError(`--${side}: ${(error as Error).message}`);
    }
  }
  return {
    ...(given && { given }),
    margin: readMargin(flags),
    looks: wholeNumber('looks', flags.looks ?? '4', 1, 20),
    settings,
    env,
  };
}

/** @throws {InputError} naming the flag and its valid values */
export function readMargin({
  margin = '10',
  floor = '20',
}: Pick<ComparisonFlags, 'margin' | 'floor'>): Margin {
  return {
    percent: numberAbove0('margin', margin, 'percent'),
    floorMs: numberAbove0('floor', floor, 'milliseconds'),
  };
}

function givenSides(flags: ComparisonFlags, sameOnBoth: boolean): ComparisonOptions['given'] {
  for (const side of sides) {
    if (flags[`${side}Command`] !== undefined && flags[side] === undefined) {
      throw new InputError(`--${side}-command needs --${side}, the address at which it will answer`);
    }
  }
  const [base, head] = sides.map((side) => givenSide(side, flags)) as [GivenSide?, GivenSide?];
  if (!base && !head) return undefined;
  if (sameOnBoth) {
    const one = (base ?? head) as GivenSide;
    return { base: base ?? one, head: head ?? one };
  }
  if (!base || !head) {
    const [there, missing] = base ? sides : [...sides].reverse();
    throw new InputError(
      `--${there} needs --${missing}, the address of the other version; leave both out to compare two copies of the project’s target`,
    );
  }
  if (base.url === head.url) {
    throw new InputError(
      `--base and --head are the same address (${base.url}); give two addresses, or use --aa to compare it with itself`,
    );
  }
  return { base, head };
}

function givenSide(side: Side, flags: ComparisonFlags): GivenSide | undefined {
  const text = flags[side];
  const command = flags[`${side}Command`];
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InputError(
      `--${side} must be an http or https URL (got "${text}"); give one like http://localhost:3000/`,
    );
  }
  return { url: url.href, ...(command !== undefined && { command }) };
}

function numberAbove0(flag: string, text: string, unit: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InputError(`--${flag} must be above 0, in ${unit} (got "${text}")`);
}

export function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InputError(`--${flag} must be a whole number from ${min} to ${max} (got "${text}")`);
}
