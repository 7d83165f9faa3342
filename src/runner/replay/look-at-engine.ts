import type { ReplaySample } from '../../sample/evidence.ts';
import { withoutPasswords } from '../../words/without-passwords.ts';
import { askEngine, engineAddress } from './ask-engine.ts';
import type { Means } from './means.ts';
import type { AskedOfTiers } from './queries-page.ts';

type EngineQuery = ReplaySample['engine'][number];

/** Of one request; one that asks the engine more often repeats itself. */
const MOST_ASKED = 3;
const MOST_TOLD = 20;

/** What a request asked of the engine; the slowest of it is asked again. */
export async function engineQueries(
  asked: AskedOfTiers['engine'],
  { sources, limit }: Means,
  missing: string[],
): Promise<EngineQuery[]> {
  const inOrder = asked
    .toSorted((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0))
    .slice(0, MOST_TOLD)
    .map(({ url, durationMs }) => ({
      url: withoutPasswords(url),
      ...(durationMs !== undefined && { durationMs }),
    }));
  if (inOrder.length === 0) return [];
  const { vespaUrl } = sources;
  if (vespaUrl === undefined) {
    missing.push('the engine was not asked for its trace: set FOOTFALL_VESPA_URL');
    return inOrder;
  }
  const found: EngineQuery[] = [];
  for (const [place, query] of inOrder.entries()) {
    const url = engineAddress(query.url, vespaUrl);
    if (!url) {
      missing.push(
        `the product asked an engine that is not at FOOTFALL_VESPA_URL: ${query.url.slice(0, 100)}`,
      );
    }
    const isAsked = url && place < MOST_ASKED && !limit.isOver();
    found.push(isAsked ? await askEngine(url, vespaUrl, query.durationMs, limit, missing) : query);
  }
  return found;
}
