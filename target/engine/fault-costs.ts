import type { Faults } from '../faults.ts';

/** What the faults of this tier cost a query: nothing as long as they are not named. */

/** A query that costs more has long missed every budget, and would only hold up the whole engine. */
const LONGEST_RANKING_MS = 2000;
const SEVERAL_WORDS = 2;
const FEW_MATCHES = 20;

/** Time that matching takes longer, waiting, in milliseconds. */
export function extraMatchingMs(faults: Faults, words: number): number {
  const isSlowClass = words >= SEVERAL_WORDS;
  return (faults['one-thread'] ?? 0) + (isSlowClass ? (faults['slow-class'] ?? 0) : 0);
}

/** Time that first-phase ranking takes longer, computing, in milliseconds; the fault is named in microseconds a document. */
export function extraRankingMs(faults: Faults, documents: number): number {
  return Math.min(LONGEST_RANKING_MS, ((faults['slow-ranking'] ?? 0) * documents) / 1000);
}

/** Time that the summaries of the hits take longer, waiting, in milliseconds. */
export function extraSummariesMs(faults: Faults, hits: number): number {
  return (faults['slow-summaries'] ?? 0) * hits;
}

/** The share of the documents, 0–1, that a search by words looks at before it gives up; 1 when it does not. */
export function coveredShare(faults: Faults, matches: number): number {
  return matches > FEW_MATCHES ? (faults['partial-answers'] ?? 100) / 100 : 1;
}
