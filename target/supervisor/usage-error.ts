/** An error that the user can fix; the target exits with code 2. */
export class UsageError extends Error {}
