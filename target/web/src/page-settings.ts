/** The settings that the server puts into the page's head; each is 0 if missing. */
export const pageSettings = {
  /** How long the search box waits for another key before it requests suggestions; 0: it does not wait. */
  suggestionPauseMs: numberOf('suggestion-pause'),
  /** How many views are kept for navigation back through the history. */
  keptViews: numberOf('kept-views'),
};

function numberOf(name: string): number {
  return Number(document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? 0);
}
