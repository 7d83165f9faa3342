import { askable } from '../../telemetry/address-credentials.ts';

/** An answer that was read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  /** From asking to the last byte. */
  ms: number;
  /** Its first bytes, at most as many as were to be kept. */
  text: string;
}

/** More than any answer of data that is worth a look. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * Asks a URL once and reads the answer to its end. Name and password in it are sent as basic authentication. Redirects are not followed:
 * they may lead to somebody else.
 *
 * @throws when there is no whole answer before the signal ends it
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
