/** Why something failed, in a few words: the system's code where there is one, since its message may hold an address. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A failed fetch says no more than that; what it was lies below.
  if (error.cause instanceof Error) return codeOf(error.cause) ?? error.cause.message;
  const own = codeOf(error);
  // PostgreSQL's codes are numbers for machines; its messages are for people.
  return own?.startsWith('E') ? own : error.message;
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
