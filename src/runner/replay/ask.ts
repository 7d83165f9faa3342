import { askable } from '../../telemetry/address-credentials.ts';

/** A response that was read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** From sending the request to the last byte. */
  ms: number;
  /** The beginning of the body, up to the size limit. */
  text: string;
}

/** More than any response worth examining. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * Requests a URL once and reads the response to its end. User name and password in the URL are sent as basic
 * authentication. Redirects are not followed: they may lead to someone else's server.
 *
 * @throws if the response is not complete before the signal aborts
 */
export async function ask(
  url: string,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const askedAt = performance.now();
  const address = askable(url);
  const response = await fetch(address.url, {
    signal,
    headers: { ...address.headers, ...headers },
    redirect: 'manual',
  });
  const chunks: Uint8Array[] = [];
  let keptBytes = 0;
  for await (const chunk of response.body ?? []) {
    if (keptBytes < MOST_BYTES) chunks.push(chunk);
    keptBytes += chunk.length;
  }
  const ms = performance.now() - askedAt;
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: response.status, headers: response.headers, ms, text };
}
