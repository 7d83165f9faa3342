import type { DocumentAnswer, SearchAnswer } from '../../server/api.ts';
import { AnswerError, askDocument, askSearch } from './answers.ts';
import type { Route, Search } from './route.ts';

/** The current view, with all data needed to render it in one step. */
export type View =
  | { kind: 'home' }
  | { kind: 'results'; search: Search; answer: SearchAnswer }
  | { kind: 'document'; answer: DocumentAnswer }
  | { kind: 'missing' }
  | { kind: 'failed'; error: AnswerError };

/** Fetches the view of a route. A failed request is also a view; only an aborted load throws. */
export async function loadView(route: Route, signal: AbortSignal): Promise<View> {
  try {
    switch (route.kind) {
      case 'home':
        return { kind: 'home' };
      case 'results':
        return { kind: 'results', search: route.search, answer: await askSearch(route.search, signal) };
      case 'document':
        return { kind: 'document', answer: await askDocument(route.id, signal) };
      case 'unknown':
        return { kind: 'missing' };
    }
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    return error.status === 404 ? { kind: 'missing' } : { kind: 'failed', error };
  }
}
