import { setTimeout as pause } from 'node:timers/promises';
import { refuseForeignHost } from '../../project/foreign-host.ts';

const ANSWER_PATIENCE_MS = 10_000;
const ASK_EVERY_MS = 250;

/**
 * Asks an address once.
 *
 * @returns `answered`, or why that is not so
 * @throws {InputError} when it leads to a host that is neither this machine nor allowed
 */
export async function answer(url: string, allowedHosts: string[]): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_PATIENCE_MS) });
    await response.body?.cancel();
  } catch (error) {
    const { cause, message, name } = error as Error & { cause?: { code?: string; message?: string } };
    if (name === 'TimeoutError') return `no answer within ${ANSWER_PATIENCE_MS / 1000} s`;
    return cause?.code ?? cause?.message ?? message;
  }
  refuseForeignHost(new URL(response.url), allowedHosts);
  return response.ok ? 'answered' : `status ${response.status}`;
}

/**
 * @param isReady resolves with `answered`, or why that is not so yet
 * @returns why there was no good answer when the time was up or `over` was aborted; `undefined` once there is one
 */
export async function untilReady(
  isReady: () => Promise<string>,
  patienceMs: number,
  over: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await isReady();
    // What answers after the command has ended is another server.
    if (found === 'answered' && !over.aborted) return undefined;
    if (over.aborted || performance.now() > deadline) return found;
    await pause(ASK_EVERY_MS, undefined, { signal: over }).catch(() => {});
  }
}
