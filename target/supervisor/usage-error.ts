/** Something the person who started the target can put right; it ends with exit code 2. */
export class UsageError extends Error {}
