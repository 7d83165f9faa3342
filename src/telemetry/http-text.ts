import { askable } from './address-credentials.ts';

/** Larger than any metrics page. */
const LIMIT_BYTES = 5_000_000;

interface TextAnswer {
  status: number;
  contentType: string;
  text: string;
}

/**
 * Fetches a text page. Name and password in the address are sent as basic authentication. Redirects are not
 * followed, since they may lead to a host that was not specified.
 *
 * @throws if there is no response, it is too large, or the signal is aborted
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
      throw new Error(`the response is larger than ${LIMIT_BYTES / 1e6} MB`);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}
