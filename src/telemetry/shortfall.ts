/** What cannot be read, and what to do or grant so that it can. */
export interface Shortfall {
  message: string;
  grant?: string;
}

/** Merges shortfalls without repeating messages; `undefined` if there are none. */
export function joined(shortfalls: Shortfall[]): Shortfall | undefined {
  if (shortfalls.length === 0) return undefined;
  const grants = new Set(shortfalls.flatMap(({ grant }) => grant ?? []));
  return {
    message: [...new Set(shortfalls.map(({ message }) => message))].join('; '),
    ...(grants.size > 0 && { grant: [...grants].join('; ') }),
  };
}
