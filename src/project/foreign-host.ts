import { isIP } from 'node:net';
import { InputError } from './input-error.ts';

/**
 * Refuses to put load on somebody else's machine.
 *
 * @throws {InputError} if the host is neither this machine nor named by the user
 */
export function refuseForeignHost({ hostname }: URL, allowed: string[]): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const isLoopback = bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
  if (isLoopback || allowed.includes(bare)) return;
  throw new InputError(
    `the target (FOOTFALL_TARGET, --target) is on ${bare}, which is not this machine. Dozens of browsers are a load: ` +
      `if you may put it there, set FOOTFALL_ALLOW_HOSTS=${bare}`,
  );
}
