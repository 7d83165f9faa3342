import { setTimeout as pause } from 'node:timers/promises';
import { refuseForeignHost } from '../../project/foreign-host.ts';
import { askable } from '../../telemetry/address-credentials.ts';
import { within } from '../../telemetry/within.ts';

const RESPONSE_TIMEOUT_MS = 10_000;
const POLL_INTERVAL_MS = 250;

/**
 * Sends one request to an address.
 *
 * @returns `answered`, or the reason why not
 * @throws {InputError} if it redirects to a host that is neither this machine nor allowed
 */
export async function answer(url: string, allowedHosts: string[]): Promise<string> {
  const { url: address, headers } = askable(url);
  let response: Response;
  try {
    response = await within(RESPONSE_TIMEOUT_MS, (signal) => fetch(address, { signal, headers }));
    await response.body?.cancel();
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return cause?.code ?? cause?.message ?? message;
  }
  refuseForeignHost(new URL(response.url), allowedHosts);
  return response.ok ? 'answered' : `status ${response.status}`;
}

/**
 * Polls until a product is ready.
 *
 * @param isReady resolves with `answered`, or the reason why it is not ready yet
 * @returns `undefined` once it is ready; the last reason if the time is up or `over` was aborted
 */
export async function untilReady(
  isReady: () => Promise<string>,
  timeoutMs: number,
  over: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await isReady();
    // If something responds after the command has exited, it is another server.
    if (found === 'answered' && !over.aborted) return undefined;
    if (over.aborted || performance.now() > deadline) return found;
    await pause(POLL_INTERVAL_MS, undefined, { signal: over }).catch(() => {});
  }
}
