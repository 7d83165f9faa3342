/** Why something failed, in a few words. Passwords in addresses are left out. */
export function reasonOf(error: unknown): string {
  const { cause, code, message, name } = error as Error & { cause?: unknown; code?: unknown };
  if (name === 'TimeoutError') return 'no answer in time';
  if (name === 'AbortError') return 'there was no time left';
  const inner = cause as { code?: unknown; message?: unknown } | undefined;
  // An error of several attempts has a code and no message of its own.
  const text = [inner?.code, inner?.message, message, code].find(
    (part) => typeof part === 'string' && part !== '',
  );
  const [line = ''] = String(text ?? error).split('\n');
  return line.replace(/\/\/[^@/\s]*@/g, '//').slice(0, 300);
}
