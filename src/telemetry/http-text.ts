import { askable } from './address-credentials.ts';

/** More than a page of metrics ever is. */
const LIMIT_BYTES = 5_000_000;

interface TextAnswer {
  status: number;
  contentType: string;
  text: string;
}

/**
 * Asks for a page of text. Name and password in the address are sent as basic authentication; redirects are not followed, since they
 * may lead to somebody who was not named.
 *
 * @throws when there is no answer, it is too large, or the signal is aborted
 */
export async function askText(url: string, signal: AbortSignal): Promise<TextAnswer> {
  const { url: address, headers } = askable(url);
  const answer = await fetch(address, { signal, redirect: 'manual', headers });
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    text: await boundedText(answer),
  };
}

async function boundedText(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value);
    bytes += part.value.byteLength;
    if (bytes > LIMIT_BYTES) {
      await reader?.cancel();
      throw new Error(`the answer is longer than ${LIMIT_BYTES / 1e6} MB`);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}
