import { chooseSlowRequests } from '../../analysis/slow-queries/choose.ts';
import { now } from '../../load/clock.ts';
import type { SourceSettings } from '../../project/source-settings.ts';
import type { ReplaySample } from '../../sample/evidence.ts';
import type { StepSample } from '../../sample/sample.ts';
import { isWhole } from '../../sample/whole-address.ts';
import { readRun } from '../../store/read.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import { within } from '../../telemetry/within.ts';
import { openDatabase } from './database.ts';
import type { Means } from './means.ts';
import { replayRequest } from './replay-request.ts';
import { timeLimit } from './time-limit.ts';

/** Limit for all replays together: the verdict waits for them. */
const WHOLE_MS = 30_000;
const CLOSE_MS = 2_000;
/** So many requests in a row without an answer end the replays. */
const MOST_UNANSWERED = 2;

interface ReplayOptions {
  /** The run folder, with the samples of all users. */
  folder: string;
  target: { url: string; allowedHosts: string[] };
  sources: SourceSettings;
  append(sample: ReplaySample): void;
  /** Whether the run was interrupted: then no further request is replayed. */
  interrupted(): boolean;
}

/**
 * Replays the slowest distinct requests of a run, each alone, after all users have left, and examines their
 * database and engine queries. What cannot be examined is listed in the samples. Never throws.
 */
export async function replaySlowQueries(options: ReplayOptions): Promise<void> {
  const { folder, target, sources, append, interrupted } = options;
  const limit = timeLimit(WHOLE_MS, interrupted);
  let known: Pick<Means, 'database' | 'databaseTrouble'> = {};
  try {
    const steps = readRun(folder).samples.filter((sample) => sample.type === 'step');
    tellHidden(steps);
    const requests = chooseSlowRequests(steps, target.url);
    if (requests.length === 0) return;
    known = await reachDatabase(sources.databaseUrl);
    let unanswered = 0;
    for (const request of requests) {
      if (interrupted()) return;
      const asked = { ...request, url: signedIn(request.url, target.url) };
      const found = await replayRequest(asked, { target, sources, limit, ...known });
      // The result of an interrupted replay means nothing.
      if (interrupted()) return;
      append({ type: 'replay', at: now(), ...request, ...found });
      unanswered = found.rounds === 0 ? unanswered + 1 : 0;
      // One request may be too slow; after several, the verdict does not wait for a product that hangs.
      if (unanswered >= MOST_UNANSWERED) return;
    }
  } catch (error) {
    console.error(`the slowest queries could not be replayed: ${reasonOf(error)}`);
  } finally {
    limit.close();
    await within(CLOSE_MS, async () => known.database?.close()).catch(() => {});
  }
}

/** The address with the name and password of the target's, which are not recorded. */
function signedIn(url: string, target: string): string {
  const [asked, { username, password }] = [new URL(url), new URL(target)];
  Object.assign(asked, { username, password });
  return asked.href;
}

/** Which parameters hide values, so that their requests cannot be sent again. */
function tellHidden(steps: StepSample[]): void {
  const names = steps.flatMap(({ request }) =>
    request && request.matchedBy !== 'navigation' && !isWhole(request.url)
      ? [...request.url.matchAll(/([^?&]+)=(?:…|%E2%80%A6)/g)].map(([, name]) => name as string)
      : [],
  );
  if (names.length === 0) return;
  console.error(
    `requests with ${[...new Set(names)].slice(0, 5).join(', ')} are not sent again, because the values are not recorded; if they are no secrets, allow them: record.parameters in footfallConfig()`,
  );
}

async function reachDatabase(url: string | undefined): Promise<Pick<Means, 'database' | 'databaseTrouble'>> {
  if (url === undefined) return { databaseTrouble: 'PostgreSQL was not queried: set FOOTFALL_DATABASE_URL' };
  try {
    return { database: await openDatabase(url) };
  } catch (error) {
    return {
      databaseTrouble: `PostgreSQL cannot be reached (${reasonOf(error)}); see FOOTFALL_DATABASE_URL`,
    };
  }
}
