import { z } from 'zod';
import { valueAt } from '../analysis/budgets/budget-problem.ts';
import { refuseForeignHost } from '../project/foreign-host.ts';
import { InputError } from '../project/input-error.ts';
import type { TargetSettings } from '../project/settings.ts';
import { type Run, TargetTier } from '../sample/run.ts';
import type { Side } from '../sample/side.ts';
import { askable } from '../telemetry/address-credentials.ts';
import { grants } from '../telemetry/grants.ts';
import { reasonOf } from '../telemetry/reason.ts';
import { within } from '../telemetry/within.ts';

const PATIENCE_MS = 10_000;

/** Names that other telemetry sources use: two sources with the same name could not be distinguished. */
const taken = new Set([
  ...Object.keys(grants),
  ...['host', 'runner', 'workers', 'browser', 'browser server', 'canary'],
]);

const Tiers = z.object({ tiers: z.array(TargetTier) });

/** The same target at another address: one of two sides. A health page on its own origin moves with it. */
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
 * Checks that the target responds, and reads its facts and tiers from its health page, if it has one.
 *
 * @param side which of two versions it is; mentioned in errors
 * @throws {InputError} if the home page cannot be reached or its status is not 2xx
 */
export async function checkTarget(
  { url, home: homeSelector, healthUrl, facts, allowedHosts }: TargetSettings,
  side?: Side,
): Promise<Run['target']> {
  const name = side ?? 'target';
  const next = side ? `start it, or correct --${side}` : 'start it, or correct FOOTFALL_TARGET (--target)';
  refuseForeignHost(new URL(url), allowedHosts);
  const { url: address, headers } = askable(url);
  let home: Response;
  try {
    home = await within(PATIENCE_MS, (signal) => fetch(address, { signal, headers }));
    await home.body?.cancel();
  } catch (error) {
    throw new InputError(`the ${name} ${url} cannot be reached (${reasonOf(error)}); ${next}`);
  }
  // A redirect must not send the load to someone else's server.
  refuseForeignHost(new URL(home.url), allowedHosts);
  const { status } = home;
  if (!home.ok) {
    throw new InputError(
      `the ${name} ${url} returned status ${status} instead of 200 for its home page; ${next}`,
    );
  }
  return {
    url,
    ...(homeSelector !== undefined && { home: homeSelector }),
    ...(healthUrl !== undefined && (await readHealth(healthUrl, facts))),
  };
}

/**
 * Reads the health page. A product without such a page, or without a fact on it, is measured anyway: the fact
 * is then unknown.
 *
 * @param facts name → place in the page's JSON, such as `index.documents`
 */
export async function readHealth(
  healthUrl: string,
  facts: Record<string, string>,
): Promise<Pick<Run['target'], 'documents' | 'facts' | 'tiers'>> {
  try {
    const { url, headers } = askable(healthUrl);
    const page: unknown = await within(PATIENCE_MS, async (signal) =>
      (await fetch(url, { signal, headers })).json(),
    );
    const found = Object.entries(facts).flatMap(([name, place]) => {
      const value = valueAt(page, place.split('.'));
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

/** Renames a tier whose name is taken. */
function distinct(tier: TargetTier): TargetTier {
  return taken.has(tier.name) ? { ...tier, name: `${tier.name} process` } : tier;
}
