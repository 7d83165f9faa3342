import { fold } from '../../data/suggestions.ts';
import { PAGE_SIZE, type PartOfSpeech, type SearchAnswer } from '../api.ts';
import type { Ask } from '../database.ts';
import type { Tiers } from '../tiers.ts';
import type { Timing } from '../timing.ts';
import { type EngineAnswer, type EngineQuery, wordsOf } from './engine-client.ts';
import type { SearchQuery } from './search-query.ts';
import { isKnown, spellings } from './spelling.ts';
import { textParts } from './text-parts.ts';

const NOTHING: EngineAnswer = {
  isPartial: false,
  total: 0,
  hits: [],
  facets: { partOfSpeech: [], category: [] },
};

/** Fewer matches than this may come from documents that contain the same spelling mistake. */
const FEW_MATCHES = 5;

/** Searches, and offers another spelling if there are no or few results. */
export async function searchAnswer(tiers: Tiers, query: SearchQuery, timing: Timing): Promise<SearchAnswer> {
  const { q, pos, category, page, sort } = query;
  const ask = tiers.database.askingFor(timing.asked);
  const find = (text: string, hits: number): Promise<EngineAnswer> => {
    const words = wordsOf(text);
    // Punctuation alone is not a query and matches nothing; a search without any text browses.
    if (text !== '' && words.length === 0) return Promise.resolve(NOTHING);
    const offset = (page - 1) * PAGE_SIZE;
    const exact = fold(text);
    const engineQuery: EngineQuery = { words, exact, partOfSpeech: pos, category, order: sort, hits, offset };
    return timing.engine(() => tiers.engine.search(engineQuery, timing.traceparent, timing.asked));
  };

  const found = await find(q, PAGE_SIZE);
  if (found.isPartial) timing.partial();
  const answer: SearchAnswer = {
    query: q,
    page,
    pageSize: PAGE_SIZE,
    total: found.total,
    sort,
    results: found.hits.map(({ id, title, partOfSpeech, category, snippet }) => ({
      id,
      title,
      partOfSpeech: partOfSpeech as PartOfSpeech,
      category,
      snippet: textParts(snippet),
    })),
    facets: found.facets,
  };
  // A partial response does not show how many matches there are.
  if (found.isPartial || !(await mayBeMisspelt(ask, q, found.total, timing))) return answer;

  for (const candidate of await timing.database(() => spellings(ask, q))) {
    if ((await find(candidate, 0)).total > found.total) return { ...answer, didYouMean: candidate };
  }
  return answer;
}

/** Few documents contain several words at once, even correct ones: with matches, only a single word is doubted. */
async function mayBeMisspelt(ask: Ask, q: string, total: number, timing: Timing): Promise<boolean> {
  const words = wordsOf(q).length;
  if (words === 0 || total >= FEW_MATCHES) return false;
  if (total === 0) return true;
  return words === 1 && !(await timing.database(() => isKnown(ask, q)));
}
