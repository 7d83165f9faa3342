/** What the page has to know before it asks for anything. */
export interface PageSettings {
  /** How long the search box waits for another key before it asks for suggestions; 0: not at all. */
  suggestionPauseMs: number;
  /** How many views it keeps for the way back through the history; 0: it asks again. */
  keptViews: number;
}

/** The built page with its settings, and with further elements at the beginning of its head. */
export function pageShell(built: string, settings: PageSettings, elements: string[]): string {
  const { suggestionPauseMs, keptViews } = settings;
  const told = { 'suggestion-pause': suggestionPauseMs, 'kept-views': keptViews };
  const metas = Object.entries(told).map(([name, value]) => `<meta name="${name}" content="${value}" />`);
  return built.replace('<head>', () => ['<head>', ...metas, ...elements].join('\n    '));
}
