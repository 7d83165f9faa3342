/** Settings that the page needs before its first request. */
export interface PageSettings {
  /** How long the search box waits for another key before it requests suggestions; 0: it does not wait. */
  suggestionPauseMs: number;
  /** How many views it keeps for navigation back through the history; 0: it requests them again. */
  keptViews: number;
}

/** Returns the built page with its settings and further elements at the start of its head. */
export function pageShell(built: string, settings: PageSettings, elements: string[]): string {
  const { suggestionPauseMs, keptViews } = settings;
  const values = { 'suggestion-pause': suggestionPauseMs, 'kept-views': keptViews };
  const metas = Object.entries(values).map(([name, value]) => `<meta name="${name}" content="${value}" />`);
  return built.replace('<head>', () => ['<head>', ...metas, ...elements].join('\n    '));
}
