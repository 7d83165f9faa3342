import { formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { type EngineFacts, engineFacts } from '../engine-facts.ts';
import { LONG_MS, longestPart, question, wonInEngine } from '../engine-parts.ts';
import type { Evidence } from '../evidence.ts';
import { engineMs } from '../layer-times.ts';
import { usual } from '../readings.ts';
import type { Rule } from '../rule.ts';
import { vespa } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';
import { ranking } from './engine-ranking.ts';

/** Highlighting ten hits takes 20 ms or more on a busy machine. */
const LONG_SUMMARY_MS = 40;

const summaryFetch: Rule = {
  id: 'engine.summary-fetch',
  layer: 'engine',
  title: 'Fetching summaries takes most of the query',
  source: vespa('querying/document-summaries', 'Document summaries'),
  find(evidence) {
    const facts = engineFacts(evidence);
    const [found] = facts.toSorted((a, b) => (b.summaryMs ?? 0) - (a.summaryMs ?? 0));
    const { summaryMs = 0, queryMs = 0 } = found ?? summariesInMetrics(evidence);
    if (summaryMs < LONG_SUMMARY_MS || summaryMs < queryMs) return undefined;
    const share = summaryMs / (summaryMs + queryMs);
    return {
      symptom: `Fetching the summaries of the hits takes ${formatDuration(summaryMs)}; finding and ranking them takes ${formatDuration(queryMs)}.`,
      evidence: [
        ['Summary fetch', formatDuration(summaryMs)],
        ['Finding and ranking', formatDuration(queryMs)],
        ...told('Summary cache hit ratio', usual(evidence, ['vespa', 'summaryCacheHitShare']), formatShare),
        ...(found ? [question(found)] : []),
      ],
      change: {
        what: 'Request a summary with only the few fields that a result list shows, held in memory as attributes.',
        kind: 'schema',
        snippet:
          'document-summary short {\n    summary title { source: title }   # attributes alone: no document is read\n    summary category { source: category }\n}\n# and in the query: presentation.summary=short',
      },
      ...(found
        ? wonInEngine(evidence, found, share)
        : won(evidence.answered, (step) => share * engineMs(step))),
    };
  },
};

/** If no query could be replayed. Vespa's query latency includes fetching the summaries. */
function summariesInMetrics(evidence: Evidence): { summaryMs?: number; queryMs?: number } {
  const summaryMs = usual(evidence, ['vespa', 'summaryMs']);
  const wholeMs = usual(evidence, ['vespa', 'queryLatencyMs']);
  if (summaryMs === undefined || wholeMs === undefined) return {};
  return { summaryMs, queryMs: Math.max(0, wholeMs - summaryMs) };
}

const linearScan: Rule = {
  id: 'engine.linear-scan',
  layer: 'engine',
  title: 'An attribute is scanned in full',
  source: vespa('performance/feature-tuning', 'When to use fast-search for attribute fields'),
  find(evidence) {
    const found = longestPart(
      engineFacts(evidence).filter(({ profile }) => profile.scan !== undefined),
      // Older versions have no profiler: there the scan is attributed to the whole query.
      ({ matchingMs, queryMs }) => matchingMs ?? queryMs,
    );
    const scan = found?.facts.profile.scan;
    if (!found || !scan) return undefined;
    const field = /^\S+ (\S+)/.exec(scan.label)?.[1] ?? 'the field';
    return {
      symptom: `The attribute ${field} has no index: up to ${formatCount(scan.estimatedHits ?? 0)} documents are scanned.`,
      evidence: [
        ['Part of the plan', scan.label],
        ['fast-search', 'no'],
        ...told('Estimated hits', scan.estimatedHits, formatCount),
        ...told('Documents', scan.documents, formatCount),
        ['Matching', formatDuration(found.ms)],
        question(found.facts),
      ],
      change: {
        what: `Give ${field} an index in memory, and leave it out of ranking if it only filters. This needs a restart of the content node.`,
        kind: 'schema',
        snippet: `field ${field} type … { # as it is\n    indexing: attribute | summary\n    attribute: fast-search\n    rank: filter\n}`,
      },
      ...wonInEngine(evidence, found.facts, found.share),
    };
  },
};

const stopwords: Rule = {
  id: 'engine.stopwords',
  layer: 'engine',
  title: 'Very common words dominate matching',
  source: vespa('performance/feature-tuning', 'Serving tuning'),
  find(evidence) {
    const found = longestPart(
      engineFacts(evidence).filter(({ profile: { weakAndShare = 0 } }) => weakAndShare >= 0.5),
      ({ matchingMs }) => matchingMs,
    );
    if (!found) return undefined;
    const { weakAndShare = 0 } = found.facts.profile;
    return {
      symptom: `weakAnd takes ${formatShare(weakAndShare)} of matching, which takes ${formatDuration(found.ms)}.`,
      evidence: [
        ['Matching', formatDuration(found.ms)],
        ['Of which weakAnd', formatShare(weakAndShare)],
        ...told('Documents that matched', found.facts.hits, formatCount),
        question(found.facts),
      ],
      change: {
        what: 'Drop words that most documents contain from matching. Try this with query parameters first.',
        kind: 'query parameter',
        snippet:
          'ranking.matching.filterThreshold=0.05\nranking.matching.weakand.stopwordLimit=0.6\nranking.matching.weakand.adjustTarget=0.01',
      },
      ...wonInEngine(evidence, found.facts, found.share * weakAndShare),
    };
  },
};

/** The engine's own time; a time measured from outside also includes fetching and the network. */
const ownMs = ({ queryMs, aloneMs }: EngineFacts): number | undefined => queryMs ?? aloneMs;

const tooManyMatches: Rule = {
  id: 'engine.too-many-matches',
  layer: 'engine',
  title: 'A query matches a large part of all documents',
  source: vespa('performance/feature-tuning', 'Serving tuning'),
  yieldsTo: ['engine.ranking', 'engine.linear-scan', 'engine.stopwords', 'engine.summary-fetch'],
  find(evidence) {
    const [found] = engineFacts(evidence)
      .filter(
        (one) =>
          (ownMs(one) ?? 0) >= 50 &&
          (one.documents ?? 0) > 0 &&
          (one.hits ?? 0) >= 0.3 * (one.documents ?? 0),
      )
      .sort((a, b) => (ownMs(b) ?? 0) - (ownMs(a) ?? 0));
    if (!found) return undefined;
    const { hits = 0, documents = 0 } = found;
    const ms = ownMs(found) ?? 0;
    return {
      symptom: `A query matches ${formatShare(hits / documents)} of all documents, and takes ${formatDuration(ms)} when it runs alone.`,
      evidence: [
        ['Documents that matched', formatCount(hits)],
        ['Documents', formatCount(documents)],
        ['Time alone', formatDuration(ms)],
        question(found),
      ],
      change: {
        what: 'Match fewer documents: use weakAnd, or require all words instead of any; or stop early with a match phase.',
        kind: 'query parameter',
        snippet:
          'model.type=weakAnd\nranking.matchPhase.attribute=popularity\nranking.matchPhase.totalMaxHits=10000',
      },
      ...wonInEngine(evidence, found, 1 - (0.3 * documents) / hits),
    };
  },
};

const setup: Rule = {
  id: 'engine.setup',
  layer: 'engine',
  title: 'Looking up the words takes longer than matching them',
  source: vespa('performance/feature-tuning', 'Serving tuning'),
  find(evidence) {
    const found = longestPart(engineFacts(evidence), ({ setupMs }) => setupMs);
    if (!found) return undefined;
    return {
      symptom: `Dictionary look-ups and posting lists take ${formatDuration(found.ms)} of the ${formatDuration(found.queryMs)} that a query takes.`,
      evidence: [
        ['Dictionary look-ups and posting lists', formatDuration(found.ms)],
        ['Whole query', formatDuration(found.queryMs)],
        question(found.facts),
      ],
      change: {
        what: 'Use one `in` for many values instead of many `or`, and a hash dictionary to look words up. For strings it is case-sensitive, so the query must use the same case as the documents.',
        kind: 'schema',
        snippet:
          'field id type string {\n    indexing: attribute | summary\n    attribute: fast-search\n    match {\n        word\n        cased   # needed by the hash; a number has neither\n    }\n    dictionary {\n        hash   # finds whole values only, no prefixes\n        cased\n    }\n}',
      },
      ...wonInEngine(evidence, found.facts, found.share),
    };
  },
};

export const engineQueryRules: readonly Rule[] = [
  ranking,
  summaryFetch,
  linearScan,
  stopwords,
  tooManyMatches,
  setup,
];
