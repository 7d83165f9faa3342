import type { SearchAnswer } from '../../server/api.ts';
import { categoryLabel } from './categories.ts';
import type { Search } from './route.ts';
import type { View } from './view.ts';

const SITE = 'Gloss';

/** The title of the browser tab. */
export function titleOf(view: View): string {
  switch (view.kind) {
    case 'home':
      return `${SITE} · a dictionary of English by meaning`;
    case 'results':
      return `${headingOf(view.search)} · ${SITE}`;
    case 'document':
      return `${view.answer.title} · ${SITE}`;
    case 'missing':
      return `Page not found · ${SITE}`;
    case 'failed':
      return `Something went wrong · ${SITE}`;
  }
}

/** What a screen reader announces when the view has changed. */
export function announcementOf(view: View): string {
  return view.kind === 'results' ? `${countOf(view.answer)} for ${headingOf(view.search)}` : '';
}

/** The heading of the results: the query, or the category or part of speech that is browsed. */
export function headingOf(search: Search): string {
  if (search.q !== '') return `“${search.q}”`;
  const filters = [
    search.pos === '' ? '' : partOfSpeechPlural(search.pos),
    search.category === '' ? '' : categoryLabel(search.category),
  ].filter((filter) => filter !== '');
  return filters.length === 0 ? 'All entries' : filters.join(' · ');
}

/** The number of results and the current page. */
export function countOf(answer: SearchAnswer): string {
  if (answer.total === 0) return 'No entries';
  const entries = answer.total === 1 ? '1 entry' : `${formatCount(answer.total)} entries`;
  return answer.page === 1 ? entries : `${entries}, page ${formatCount(answer.page)}`;
}

export function partOfSpeechPlural(partOfSpeech: string): string {
  return `${partOfSpeech.charAt(0).toUpperCase()}${partOfSpeech.slice(1)}s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en');
}
