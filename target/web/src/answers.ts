import type { DocumentAnswer, SearchAnswer, SuggestAnswer } from '../../server/api.ts';
import { queryOf, type Search } from './route.ts';

/** A failed request, with a message for the user. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';

  constructor(
    message: string,
    /** The HTTP status; `undefined` if no response arrived. */
    readonly status?: number,
  ) {
    super(message);
  }
}

export function askSearch(search: Search, signal: AbortSignal): Promise<SearchAnswer> {
  return ask(`/api/search?${queryOf(search)}`, signal);
}

export function askSuggestions(q: string, signal: AbortSignal): Promise<SuggestAnswer> {
  return ask(`/api/suggest?${new URLSearchParams({ q })}`, signal);
}

export function askDocument(id: string, signal: AbortSignal): Promise<DocumentAnswer> {
  return ask(`/api/documents/${encodeURIComponent(id)}`, signal);
}

async function ask<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(path, { signal });
    if (!response.ok) throw new AnswerError(await reasonOf(response), response.status);
    return (await response.json()) as Answer;
  } catch (error) {
    if (error instanceof AnswerError || signal.aborted) throw error;
    const isUnreadable = error instanceof SyntaxError;
    throw new AnswerError(
      isUnreadable
        ? 'The server sent an invalid response. Try again in a moment.'
        : 'The server could not be reached. Check the connection, then try again.',
    );
  }
}

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const hasReason = typeof body === 'object' && body !== null && 'error' in body;
  return hasReason && typeof body.error === 'string'
    ? body.error
    : `The server responded with status ${response.status}.`;
}
