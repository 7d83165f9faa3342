import { withoutPasswords } from '../words/without-passwords.ts';

const LONGEST = 300;

/**
 * Why something failed, in a few words: the system's error code if there is one, since its message may
 * contain an address. Passwords are removed.
 */
export function reasonOf(error: unknown): string {
  const [line = ''] = reasonIn(error).split('\n');
  return withoutPasswords(line).slice(0, LONGEST);
}

function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no response in time';
  if (error.name === 'AbortError') return 'there was no time left';
  const own = textOf(error, 'code');
  // The message of a failed fetch is generic: the reason is in its cause. PostgreSQL's codes are numeric, so
  // its messages are preferred.
  return (
    textOf(error.cause, 'code') ??
    textOf(error.cause, 'message') ??
    (own?.startsWith('E') ? own : undefined) ??
    textOf(error, 'message') ??
    own ??
    error.name
  );
}

function textOf(value: unknown, name: 'code' | 'message'): string | undefined {
  const text = (value as Record<string, unknown> | null | undefined)?.[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
