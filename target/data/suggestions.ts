import type { SourceDocument } from './document.ts';

/** A word or phrase that can be searched for, and how common it is. */
export interface Suggestion {
  /** In lower case, for comparison with what a user types. */
  folded: string;
  /** As written in its most frequent meaning. */
  text: string;
  frequency: number;
  documents: number;
}

/** Normalises text, so that typed text and suggestions can be compared. */
export const fold = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** Lists every word once, with its meanings added up. Expects the most frequent documents first. */
export function suggestionsOf(documents: readonly SourceDocument[]): Suggestion[] {
  const suggestions = new Map<string, Suggestion>();
  for (const { words, wordFrequencies } of documents) {
    for (const [position, text] of words.entries()) {
      const folded = fold(text);
      const suggestion = suggestions.get(folded) ?? { folded, text, frequency: 0, documents: 0 };
      suggestion.frequency += wordFrequencies[position] ?? 0;
      suggestion.documents += 1;
      suggestions.set(folded, suggestion);
    }
  }
  return [...suggestions.values()];
}
