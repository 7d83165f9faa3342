import { whyUnchanged } from '../../analysis/experiment/unchanged.ts';
import { changedVariables } from '../../analysis/experiment/variables.ts';
import { refuseForeignHost } from '../../project/foreign-host.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import type { Settings } from '../../project/settings.ts';
import type { ExperimentResult, ExperimentSide } from '../../sample/experiment.ts';
import type { Side } from '../../sample/side.ts';
import { addRules, namesSecret } from '../../store/clean.ts';
import { withoutPasswords } from '../../words/without-passwords.ts';
import { expectAnswer, type StartedSides, type StartSide } from '../comparison/with-sides.ts';
import { startWithCommand } from '../product/side-command.ts';
import type { SideWords } from '../product/side-words.ts';
import { startCopy } from '../product/start-product.ts';
import type { StartedSide } from '../product/started-side.ts';
import { configure } from './experiment-configure.ts';
import type { ExperimentFile } from './experiment-files.ts';

/** A side of an experiment, ready to be started. */
export interface PlannedSide {
  side: Side;
  given: ExperimentSide;
  /** The variables that it changes. */
  changed: Record<string, string>;
  /** All variables that it is started with. */
  env: NodeJS.ProcessEnv;
  words: SideWords;
}

export type PlannedSides = Record<Side, PlannedSide>;

/**
 * Plans both sides of an experiment.
 *
 * @param env the variables that both start with
 * @param allowedHosts hosts other than this machine that may be put under load
 * @throws {InputError} if both would be the same, or one is on a host that is not allowed
 */
export function planSides(
  { file, experiment }: ExperimentFile,
  env: NodeJS.ProcessEnv,
  allowedHosts: string[],
): PlannedSides {
  const { base = {}, variant } = experiment;
  const why = whyUnchanged({ base, variant }, env);
  if (why !== undefined) {
    throw new InputError(
      `${file}: both sides would be the same: ${why}; set the variable to the base's value in the environment or in base.env`,
    );
  }
  const plan = (side: Side, name: 'base' | 'variant', given: ExperimentSide): PlannedSide => {
    const changed = changedVariables(env, given.env);
    const words = { name, url: `${name}.url of ${file}`, command: `${name}.command of ${file}` };
    if (given.url !== undefined) allow(new URL(given.url), words.url, allowedHosts);
    return { side, given, changed, env: { ...env, ...changed }, words };
  };
  // What the sides differ in must be recorded: requests are asked again as they were recorded.
  addRules({ parameters: [base, variant].flatMap(parametersOf).filter((name) => !namesSecret(name)) });
  const sides = { base: plan('base', 'base', base), head: plan('head', 'variant', variant) };
  if (
    base.url !== undefined &&
    variant.url !== undefined &&
    addressOf(sides.base) === addressOf(sides.head)
  ) {
    throw new InputError(
      `${file}: base.url and variant.url are the same address (${base.url}); give two addresses, or distinguish the sides by query`,
    );
  }
  return sides;
}

const parametersOf = ({ url, query = {} }: ExperimentSide): string[] => [
  ...(url === undefined ? [] : new URL(url).searchParams.keys()),
  ...Object.keys(query),
];

function allow(url: URL, where: string, allowedHosts: string[]): void {
  try {
    refuseForeignHost(url, allowedHosts);
  } catch (error) {
    throw new InputError(`${where}: ${(error as Error).message}`);
  }
}

/** Configures and starts both sides in turn: two copies of the target may have to fill their tiers on the first start. */
export async function startSides(
  project: Project,
  settings: Settings,
  { base, head }: PlannedSides,
  start: StartSide,
  interrupted: AbortSignal,
): Promise<StartedSides> {
  const startOne = async (planned: PlannedSide): Promise<StartedSide> => {
    const { given, env, words } = planned;
    if (given.configure !== undefined)
      await configure(words.name, given.configure, { cwd: project.root, env }, interrupted);
    const started = await start(comingUp(project, settings, planned, interrupted));
    interrupted.throwIfAborted();
    return { ...started, url: withQuery(started.url, given.query) };
  };
  return { base: await startOne(base), head: await startOne(head) };
}

function comingUp(
  project: Project,
  settings: Settings,
  { side, given: { url, command }, env, words }: PlannedSide,
  interrupted: AbortSignal,
): Promise<StartedSide> {
  const { allowedHosts } = settings.target;
  if (url === undefined) return startCopy(project, settings, side, env, interrupted, words.name);
  if (command === undefined) return expectAnswer(url, allowedHosts, words);
  return startWithCommand({ url, command, cwd: project.root, env }, allowedHosts, interrupted, words);
}

const addressOf = ({ given: { url = '', query } }: PlannedSide) => withQuery(url, query);

function withQuery(address: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(address);
  url.hash = '';
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** How a side was started, for the stored result; without passwords, because others may read it. */
export function startedAs(
  { given: { command, configure: configured }, changed }: PlannedSide,
  { url }: StartedSide,
): ExperimentResult['base'] {
  return {
    url: withoutPasswords(url),
    env: Object.fromEntries(
      Object.entries(changed).map(([variable, value]) => [variable, withoutPasswords(value)]),
    ),
    ...(command !== undefined && { command: withoutPasswords(command) }),
    ...(configured !== undefined && { configure: withoutPasswords(configured) }),
  };
}
