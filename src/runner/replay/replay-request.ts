import { randomBytes } from 'node:crypto';
import type { SlowRequest } from '../../analysis/slow-queries/choose.ts';
import type { ReplaySample } from '../../sample/evidence.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import { askAlone, askPastCache } from './ask-alone.ts';
import { askedStatements } from './asked-statements.ts';
import { profileServer } from './cpu-profile.ts';
import { engineQueries } from './look-at-engine.ts';
import { explainAll, statementsOfRequest } from './look-at-statements.ts';
import type { Means } from './means.ts';
import { askQueriesPage } from './queries-page.ts';

type Found = Omit<ReplaySample, 'type' | 'at' | keyof SlowRequest>;

const PAGE_MS = 3_000;
const PROFILED_REQUESTS = 5;
const PROFILE_MS = 10_000;

const outOfTime = 'there was not enough time to examine everything';

/**
 * Replays a request alone, then examines its queries to the tiers. What cannot be examined is listed in
 * `missing`.
 */
export async function replayRequest({ url }: SlowRequest, means: Means): Promise<Found> {
  const { target, sources, limit } = means;
  const missing: string[] = [];
  const { traceId, isFromCache, ...alone } = await askAlone(url, limit, missing);
  const found: Found = { ...alone, statements: [], engine: [], missing };
  if (limit.isOver()) {
    missing.push(outOfTime);
    return found;
  }
  const { queriesPath } = sources;
  const asked =
    queriesPath === undefined
      ? undefined
      : await limit
          .within(PAGE_MS, (signal) => askQueriesPage(target, queriesPath, traceId, signal))
          .catch(() => undefined);
  if (isFromCache || asked?.cache.some(({ outcome }) => outcome === 'hit')) {
    missing.push(
      'the response came from the product’s cache, although the request had cache-control: no-cache',
    );
  }
  if (asked) {
    found.statements = askedStatements(asked.database);
    found.engine = await engineQueries(asked.engine, means, missing);
  } else {
    missing.push(
      `the engine queries and the values of the database statements are unknown: ${
        queriesPath === undefined
          ? 'no page that reports them is set'
          : `the product has no page ${queriesPath}/<trace id>`
      } (FOOTFALL_QUERIES_PATH)`,
    );
    found.statements = await statementsOfRequest(url, means, missing);
  }
  await explainAll(found.statements, means, missing);
  Object.assign(found, await cpuOf(url, means, missing));
  if (limit.isOver()) missing.push(outOfTime);
  return found;
}

/** CPU time by function of the server, if the address of its inspector is set. */
async function cpuOf(
  url: string,
  { sources: { profileUrl }, limit }: Means,
  missing: string[],
): Promise<Pick<Found, 'cpu'>> {
  if (profileUrl === undefined || limit.isOver()) return {};
  const profile = (signal: AbortSignal) =>
    profileServer(profileUrl, PROFILED_REQUESTS, signal, async () => {
      for (let request = 0; request < PROFILED_REQUESTS; request += 1) {
        await askPastCache(url, randomBytes(16).toString('hex'), signal);
      }
    });
  try {
    return { cpu: await limit.within(PROFILE_MS, profile) };
  } catch (error) {
    missing.push(`there is no CPU profile of the server (${reasonOf(error)}); see FOOTFALL_PROFILE_URL`);
    return {};
  }
}
