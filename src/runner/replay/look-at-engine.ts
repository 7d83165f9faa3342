import type { ReplaySample } from '../../sample/evidence.ts';
import { withoutPasswords } from '../../words/without-passwords.ts';
import { askEngine, engineAddress } from './ask-engine.ts';
import type { Means } from './means.ts';
import type { AskedOfTiers } from './queries-page.ts';

type EngineQuery = ReplaySample['engine'][number];

/** Per request; a request with more engine queries repeats similar ones. */
const MOST_REPLAYED = 3;
const MOST_LISTED = 20;

/** The engine queries of a request; the slowest ones are replayed. */
export async function engineQueries(
  asked: AskedOfTiers['engine'],
  { sources, limit }: Means,
  missing: string[],
): Promise<EngineQuery[]> {
  const inOrder = asked
    .toSorted((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0))
    .slice(0, MOST_LISTED)
    .map(({ url, durationMs }) => ({
      url: withoutPasswords(url),
      ...(durationMs !== undefined && { durationMs }),
    }));
  if (inOrder.length === 0) return [];
  const { vespaUrl } = sources;
  if (vespaUrl === undefined) {
    missing.push('the engine was not asked for a trace: set FOOTFALL_VESPA_URL');
    return inOrder;
  }
  const found: EngineQuery[] = [];
  for (const [place, query] of inOrder.entries()) {
    const url = engineAddress(query.url, vespaUrl);
    if (!url) {
      missing.push(
        `the product queried an engine that is not at FOOTFALL_VESPA_URL: ${query.url.slice(0, 100)}`,
      );
    }
    const isReplayed = url && place < MOST_REPLAYED && !limit.isOver();
    found.push(isReplayed ? await askEngine(url, vespaUrl, query.durationMs, limit, missing) : query);
  }
  return found;
}
