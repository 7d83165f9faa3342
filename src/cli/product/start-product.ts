import { createServer } from 'node:net';
import { join } from 'node:path';
import { allSettings } from '../../project/all-settings.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { settingsResolver } from '../../project/resolve-setting.ts';
import type { Settings, TargetSettings } from '../../project/settings.ts';
import { movedTo, readHealth } from '../../runner/target-check.ts';
import type { Side } from '../../sample/side.ts';
import { disownProduct, ownProduct, refuseOwned } from './product-owner.ts';
import { answer } from './side-answer.ts';
import { startWithCommand } from './side-command.ts';
import type { StartedSide } from './started-side.ts';

/** A target with a command that starts it, from `footfallConfig()`. */
type Startable = TargetSettings & Required<Pick<TargetSettings, 'command'>>;

/** The file for the product's output, for users and for log telemetry. */
export const productLog = ({ reportsFolder }: Pick<Settings, 'reportsFolder'>, name = 'target') =>
  join(reportsFolder, `${name}.log`);

/**
 * Ensures that the product is up: starts it if the project has a command for it and it is not running yet.
 *
 * @param env the environment of its command
 * @returns the started product, or `undefined` if it was running already or the project has no command
 * @throws {InputError} if it does not come up, or another command of Footfall has started it
 * @throws the abort reason of `interrupted`
 */
export async function ensureProduct(
  project: Pick<Project, 'root'>,
  settings: Settings,
  env: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<StartedSide | undefined> {
  const { target } = settings;
  if (!isStartable(target)) return undefined;
  // Also while the other command is still starting it: the second would be in its way.
  refuseOwned(project.root, target.url);
  if ((await readiness(target)) === 'answered') return undefined;
  ownProduct(project.root, target.url);
  const options = { name: 'target', env, log: productLog(settings) };
  const started = await start(project, target, options, interrupted).catch((error: Error) => {
    disownProduct(project.root, target.url);
    throw error;
  });
  console.log(`target: ${await description(target)}`);
  const stop = async () => {
    disownProduct(project.root, target.url);
    await started.stop();
  };
  return { ...started, stop };
}

/**
 * Checks that the product can be started, for commands that restart it with other variables.
 *
 * @throws {InputError} if it is running already, with unknown variables, or the project has no command
 */
export async function expectToStart(target: TargetSettings, why: string): Promise<void> {
  if (!isStartable(target))
    throw new InputError(
      `${why}, so Footfall must start it; set target.url and target.command in footfallConfig(), and unset FOOTFALL_TARGET`,
    );
  if ((await readiness(target)) !== 'answered') return;
  throw new InputError(
    `the target ${target.url} is already running, with unknown environment variables; stop it, or choose another port in target.url`,
  );
}

/**
 * Checks that copies of the product can be started, and are of the product that the user named.
 *
 * @throws {InputError} if it has no command, or another target is named, which is running and cannot be copied
 */
export function expectCopies({ root, given }: Project, target: TargetSettings): Startable {
  const { value: named = target.url } = settingsResolver(root, given, process.env)(allSettings.targetUrl);
  if (named !== target.url) {
    throw new InputError(
      `FOOTFALL_TARGET names ${named}, but copies of another product, target.url in footfallConfig() (${target.url}), would be started; unset FOOTFALL_TARGET, or give the addresses of both versions`,
    );
  }
  if (isStartable(target)) return target;
  throw new InputError(
    'starting a copy of the target needs a command; set target.command in footfallConfig(), or give the addresses of both versions',
  );
}

/**
 * Starts a copy of the product on a free port, beside any that is running.
 *
 * @param env the environment of its command, besides PORT and FOOTFALL_COPY
 * @param name its name in messages
 */
export async function startCopy(
  project: Project,
  settings: Settings,
  copy: Side,
  env: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
  name: string = copy,
): Promise<StartedSide> {
  const target = expectCopies(project, settings.target);
  const url = new URL(target.url);
  url.port = String(await freePort());
  const moved = { ...movedTo(target, url.href), command: target.command };
  const started = await start(
    project,
    moved,
    { name, env, copy, log: productLog(settings, name) },
    interrupted,
  );
  console.log(`${name}: ${await description(moved)}`);
  return started;
}

const isStartable = (target: TargetSettings): target is Startable => target.command !== undefined;

interface StartOptions {
  name: string;
  env: NodeJS.ProcessEnv;
  copy?: Side;
  log: string;
}

function start(
  { root }: Pick<Project, 'root'>,
  target: Startable,
  options: StartOptions,
  interrupted: AbortSignal,
): Promise<StartedSide> {
  const { url, command, startTimeoutMs, allowedHosts } = target;
  return startWithCommand(
    { url, command, cwd: root, startTimeoutMs, isReady: () => readiness(target), ...options },
    allowedHosts,
    interrupted,
    {
      name: options.name,
      url: 'target.url in footfallConfig()',
      command: 'target.command in footfallConfig()',
    },
  );
}

/**
 * Requests the health page, or the home page if there is none.
 *
 * @returns `answered`, or the reason why not; a health page without the expected facts belongs to another server
 */
async function readiness({ url, healthUrl, facts, allowedHosts }: TargetSettings): Promise<string> {
  const found = await answer(healthUrl ?? url, allowedHosts);
  if (found !== 'answered' || healthUrl === undefined) return found;
  const reported = (await readHealth(healthUrl, facts)).facts ?? {};
  const missing = Object.keys(facts).filter((fact) => !(fact in reported));
  return missing.length === 0 ? 'answered' : `${healthUrl} does not report ${missing.join(', ')}`;
}

async function description({ url, healthUrl, facts }: TargetSettings): Promise<string> {
  const reported = healthUrl === undefined ? {} : ((await readHealth(healthUrl, facts)).facts ?? {});
  const counts = Object.entries(reported).map(([fact, value]) => `${value.toLocaleString('en')} ${fact}`);
  return [url, ...counts].join('  ');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
