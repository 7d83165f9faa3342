import { formatCount, formatDuration } from '../../../words/units.ts';
import { engineFacts } from '../engine-facts.ts';
import { LONG_MS, longestPart, question, wonInEngine } from '../engine-parts.ts';
import type { Evidence } from '../evidence.ts';
import { engineMs } from '../layer-times.ts';
import { usual } from '../readings.ts';
import type { Finding, Rule } from '../rule.ts';
import { vespa } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

/** Ranking that takes this long per document has a costly expression, however many documents there are. */
const COSTLY_DOCUMENT_MS = 0.01;
/** Ranking that takes this long is too slow for users, however cheap it is per document. */
const COSTLY_QUERY_MS = 60;

export const ranking: Rule = {
  id: 'engine.ranking',
  layer: 'engine',
  title: 'Ranking takes most of the query',
  source: vespa('ranking/phased-ranking', 'Phased ranking'),
  find(evidence) {
    const facts = engineFacts(evidence);
    const found = longestPart(
      facts.filter(
        ({ profile: { rankingMs = 0 }, hits = 0 }) =>
          rankingMs >= COSTLY_QUERY_MS || (hits > 0 && rankingMs / hits >= COSTLY_DOCUMENT_MS),
      ),
      ({ rankingMs }) => rankingMs,
    );
    if (!found) return facts.length === 0 ? rankingInMetrics(evidence) : undefined;
    const { ms, queryMs, share } = found;
    const { hits } = found.facts;
    return {
      symptom: `Ranking takes ${formatDuration(ms)} of the ${formatDuration(queryMs)} that a query takes.`,
      evidence: [
        ['Ranking, from the profiler', formatDuration(ms)],
        ['Whole query', formatDuration(queryMs)],
        ...told('Documents that matched', hits, formatCount),
        ...told(
          'Ranking per document',
          hits === undefined || hits === 0 ? undefined : ms / hits,
          inMicroseconds,
        ),
        question(found.facts),
      ],
      change: cheaperRanking,
      ...wonInEngine(evidence, found.facts, share),
    };
  },
};

const inMicroseconds = (ms: number) => `${formatCount(ms * 1000)} µs`;

const cheaperRanking: Finding['change'] = {
  what: 'Make the first phase cheap for all matches, and rank only the best of them with the costly expression.',
  kind: 'schema',
  snippet:
    'rank-profile default {\n    first-phase {\n        expression: bm25(title) + bm25(body)\n    }\n    second-phase {\n        expression: # the costly one\n        rerank-count: 50\n    }\n}',
};

/** If no query could be replayed: matching and ranking take long although no query is queued for a thread. */
function rankingInMetrics(evidence: Evidence): Finding | undefined {
  const ofVespa = (metric: string) => usual(evidence, ['vespa', metric]);
  const [matchMs = 0, setupMs = 0, rerankMs = 0] = [
    ofVespa('matchMs'),
    ofVespa('setupMs'),
    ofVespa('rerankMs'),
  ];
  const queries = ofVespa('queries') ?? 0;
  const documents = queries === 0 ? 0 : (ofVespa('docsMatched') ?? 0) / queries;
  const workMs = matchMs - setupMs;
  const isCostly = workMs >= LONG_MS && documents > 0 && workMs / documents >= COSTLY_DOCUMENT_MS;
  const isRerankCostly = rerankMs >= LONG_MS && rerankMs >= 0.5 * matchMs;
  if ((ofVespa('matchQueue') ?? 0) > 0 || !(isCostly || isRerankCostly)) return undefined;
  const share = Math.min(1, Math.max(isCostly ? workMs : 0, rerankMs) / Math.max(matchMs, rerankMs));
  return {
    symptom: 'Matching and ranking take long per matching document.',
    evidence: [
      ['Matching and first phase', formatDuration(matchMs)],
      ['Second phase', formatDuration(rerankMs)],
      ['Matching documents per query', formatCount(documents)],
    ],
    change: cheaperRanking,
    ...won(evidence.answered, (step) => share * engineMs(step)),
  };
}
