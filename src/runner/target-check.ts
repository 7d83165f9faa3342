import { z } from 'zod';
import { refuseForeignHost } from '../project/foreign-host.ts';
import { InputError } from '../project/input-error.ts';
import type { TargetSettings } from '../project/settings.ts';
import { type Run, TargetTier } from '../sample/run.ts';
import type { Side } from '../sample/side.ts';
import { grants } from '../telemetry/grants.ts';
import { reasonOf } from '../telemetry/reason.ts';

const PATIENCE_MS = 10_000;

/** Sources of telemetry that have a name already: what two tell under one name could not be told apart. */
const taken = new Set([
  ...Object.keys(grants),
  ...['host', 'runner', 'workers', 'browser', 'browser server', 'canary'],
]);

const Tiers = z.object({ tiers: z.array(TargetTier) });

/** The same target at another address: one of two sides. A health page of its own moves along. */
export function movedTo(target: TargetSettings, url: string): TargetSettings {
  const { healthUrl } = target;
  if (healthUrl === undefined) return { ...target, url };
  const health = new URL(healthUrl);
  const isItsOwn = health.origin === new URL(target.url).origin;
  return {
    ...target,
    url,
    healthUrl: isItsOwn ? new URL(health.pathname + health.search, url).href : healthUrl,
  };
}

/**
 * Makes sure that the target answers, and counts its documents if its health page tells them.
 *
 * @param side which of two it is; named in errors
 * @throws {InputError} when the home page cannot be had or is not answered with 2xx
 */
export async function checkTarget(
  { url, home: homeSelector, healthUrl, facts, allowedHosts }: TargetSettings,
  side?: Side,
): Promise<Run['target']> {
  const name = side ?? 'target';
  const next = side ? `start it, or correct --${side}` : 'start it, or correct FOOTFALL_TARGET (--target)';
  refuseForeignHost(new URL(url), allowedHosts);
  let home: Response;
  try {
    home = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new InputError(`the ${name} ${url} cannot be reached (${reasonOf(error)}); ${next}`);
  }
  // A redirect must not lead the load to somebody else.
  refuseForeignHost(new URL(home.url), allowedHosts);
  const { status } = home;
  if (!home.ok) {
    throw new InputError(
      `the ${name} ${url} answered its home page with status ${status} instead of 200; ${next}`,
    );
  }
  return {
    url,
    ...(homeSelector !== undefined && { home: homeSelector }),
    ...(healthUrl !== undefined && (await readHealth(healthUrl, facts))),
  };
}

/**
 * What the health page reports. A product that has no such page, or does not report a fact, is measured all the same: it is unknown then.
 *
 * @param facts name → place in the page's JSON, such as `index.documents`
 */
export async function readHealth(
  healthUrl: string,
  facts: Record<string, string>,
): Promise<Pick<Run['target'], 'documents' | 'facts' | 'tiers'>> {
  try {
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const page: unknown = await answer.json();
    const found = Object.entries(facts).flatMap(([name, place]) => {
      const value = at(page, place);
      return typeof value === 'number' && Number.isFinite(value) ? [[name, value] as const] : [];
    });
    const { documents } = Object.fromEntries(found);
    const tiers = Tiers.safeParse(page).data?.tiers;
    return {
      ...(found.length > 0 && { facts: Object.fromEntries(found) }),
      ...(Number.isInteger(documents) && (documents as number) >= 0 && { documents: documents as number }),
      ...(tiers && { tiers: tiers.map(distinct) }),
    };
  } catch {
    return {};
  }
}

function at(page: unknown, place: string): unknown {
  return place
    .split('.')
    .reduce<unknown>((object, part) => (object as Record<string, unknown> | null | undefined)?.[part], page);
}

/** A tier by a name of its own. */
function distinct(tier: TargetTier): TargetTier {
  return taken.has(tier.name) ? { ...tier, name: `${tier.name} process` } : tier;
}
