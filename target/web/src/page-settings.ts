/** What the server tells the page in its head; a page without it does without. */
export const pageSettings = {
  /** How long the search box waits for another key before it asks for suggestions; 0: not at all. */
  suggestionPauseMs: numberOf('suggestion-pause'),
  /** How many views are kept for the way back. */
  keptViews: numberOf('kept-views'),
};

function numberOf(name: string): number {
  return Number(document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? 0);
}
