import type { Faults } from '../faults.ts';

/** The time that the faults of this tier add to a query: none unless they are turned on. */

/** A slower query would miss every budget anyway, and would only block the whole engine. */
const LONGEST_RANKING_MS = 2000;
const SEVERAL_WORDS = 2;
const FEW_MATCHES = 20;

/** Time added to matching, by waiting, in milliseconds. */
export function extraMatchingMs(faults: Faults, words: number): number {
  const isSlowClass = words >= SEVERAL_WORDS;
  return (faults['one-thread'] ?? 0) + (isSlowClass ? (faults['slow-class'] ?? 0) : 0);
}

/** Time added to first-phase ranking, by computing, in milliseconds; the fault is given in microseconds per document. */
export function extraRankingMs(faults: Faults, documents: number): number {
  return Math.min(LONGEST_RANKING_MS, ((faults['slow-ranking'] ?? 0) * documents) / 1000);
}

/** Time added to fetching the summaries of the hits, by waiting, in milliseconds. */
export function extraSummariesMs(faults: Faults, hits: number): number {
  return (faults['slow-summaries'] ?? 0) * hits;
}

/** The share of the documents, 0–1, that a search by words covers before it stops; 1 if it covers all. */
export function coveredShare(faults: Faults, matches: number): number {
  return matches > FEW_MATCHES ? (faults['partial-answers'] ?? 100) / 100 : 1;
}
