import { isOnThisMachine } from '../sample/loopback.ts';
import { InputError } from './input-error.ts';

/**
 * Refuses to put load on another host without permission.
 *
 * @throws {InputError} if the host is neither this machine nor explicitly allowed
 */
export function refuseForeignHost(url: URL, allowed: string[]): void {
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isOnThisMachine(url.href) || allowed.includes(bare)) return;
  throw new InputError(
    `the target (FOOTFALL_TARGET, --target) is on ${bare}, which is not this machine; dozens of browsers put ` +
      `real load on it; if you are allowed to load test this host, set FOOTFALL_ALLOW_HOSTS=${bare}`,
  );
}
