import { z } from 'zod';
import { type Run, TargetTier } from '../sample/run.ts';
import { InputError } from './input-error.ts';
import { refuseForeignHost, type Settings } from './settings.ts';

const PATIENCE_MS = 10_000;

const Health = z.object({
  documents: z.number().int().nonnegative().optional(),
  tiers: z.array(TargetTier).optional(),
});

/**
 * Makes sure that the target answers, and counts its documents if its health page tells them.
 *
 * @throws {InputError} when the home page cannot be had or is not answered with 2xx
 */
export async function checkTarget({
  url,
  isReference,
  healthUrl,
  allowedHosts,
}: Settings['target']): Promise<Run['target']> {
  const next = isReference
    ? 'see `npx footfall target status`'
    : 'start it, or correct FOOTFALL_TARGET (--target)';
  let home: Response;
  try {
    home = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new InputError(`the target ${url} cannot be reached (${reasonOf(error)}); ${next}`);
  }
  // A redirect must not lead the load to somebody else.
  refuseForeignHost(new URL(home.url), allowedHosts);
  const { status } = home;
  if (!home.ok) {
    throw new InputError(
      `the target ${url} answered its home page with status ${status} instead of 200; ${next}`,
    );
  }
  return { url, ...(await readHealth(healthUrl)) };
}

/** A product that has no such page is measured all the same; what it does not tell stays unknown. */
async function readHealth(healthUrl: string): Promise<Omit<Run['target'], 'url'>> {
  try {
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { documents, tiers } = Health.parse(await answer.json());
    return { ...(documents !== undefined && { documents }), ...(tiers && { tiers }) };
  } catch {
    return {};
  }
}

function reasonOf(error: unknown): string {
  const { cause, message, name } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === 'TimeoutError' ? `no answer within ${PATIENCE_MS / 1000} s` : message);
}
