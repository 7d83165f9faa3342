import { withoutPasswords } from '../words/without-passwords.ts';

const LONGEST = 300;

/**
 * Why something failed, in a few words: the system's code where there is one, since its message may hold an address. Passwords are left
 * out.
 */
export function reasonOf(error: unknown): string {
  const [line = ''] = reasonIn(error).split('\n');
  return withoutPasswords(line).slice(0, LONGEST);
}

function reasonIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  if (error.name === 'AbortError') return 'there was no time left';
  const own = textOf(error, 'code');
  // A failed fetch says no more than that: what it was lies below. PostgreSQL's codes are numbers for machines; its messages are for people.
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
