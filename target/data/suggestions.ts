import type { SourceDocument } from './document.ts';

/** A word or phrase that can be searched for, with how common it is. */
export interface Suggestion {
  /** Lower-case, as it is compared with what a person types. */
  folded: string;
  /** As it is written in its most frequent meaning. */
  text: string;
  frequency: number;
  documents: number;
}

/** What people type and what is suggested to them meet in this form. */
export const fold = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** Every word of every document once, over all of its meanings. Documents come most frequent first. */
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
