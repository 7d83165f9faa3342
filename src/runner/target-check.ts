import { z } from 'zod';
import { InputError } from '../project/input-error.ts';
import { refuseForeignHost, type Settings } from '../project/settings.ts';
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

const Health = z.object({
  documents: z.number().int().nonnegative().optional(),
  tiers: z.array(TargetTier).optional(),
});

/** The same target at another address: one of two sides. A health page of its own moves along. */
export function movedTo(target: Settings['target'], url: string): Settings['target'] {
  const health = new URL(target.healthUrl);
  const isItsOwn = health.origin === new URL(target.url).origin;
  const healthUrl = isItsOwn ? new URL(health.pathname + health.search, url).href : target.healthUrl;
  return { ...target, url, healthUrl };
}

/**
 * Makes sure that the target answers, and counts its documents if its health page tells them.
 *
 * @param side which of two it is; named in errors
 * @throws {InputError} when the home page cannot be had or is not answered with 2xx
 */
export async function checkTarget(
  { url, isReference, healthUrl, allowedHosts }: Settings['target'],
  side?: Side,
): Promise<Run['target']> {
  const name = side ?? 'target';
  const next = nextStep(isReference, side);
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
  return { url, ...(await readHealth(healthUrl)) };
}

function nextStep(isReference: boolean, side: Side | undefined): string {
  if (side) return `start it, or correct --${side}`;
  return isReference ? 'see `npx footfall target status`' : 'start it, or correct FOOTFALL_TARGET (--target)';
}

/** A product that has no such page is measured all the same; what it does not tell stays unknown. */
async function readHealth(healthUrl: string): Promise<Omit<Run['target'], 'url'>> {
  try {
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { documents, tiers } = Health.parse(await answer.json());
    return { ...(documents !== undefined && { documents }), ...(tiers && { tiers: tiers.map(distinct) }) };
  } catch {
    return {};
  }
}

/** A tier by a name of its own. */
function distinct(tier: TargetTier): TargetTier {
  return taken.has(tier.name) ? { ...tier, name: `${tier.name} process` } : tier;
}
