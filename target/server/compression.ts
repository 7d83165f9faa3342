import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** What is smaller fits into one packet anyway. */
const LEAST_BYTES = 1024;

/** Takes less time than gzip's 6 for about as many bytes; higher levels are for what is compressed once. */
const BROTLI_QUALITY = 4;

/** As a power of two: an answer fits into 64 KiB, and a window that is made for megabytes costs more than the answer. */
const BROTLI_WINDOW_BITS = 16;

/** Best first. */
const ENCODERS = [
  {
    name: 'br',
    encode: (text: string): Promise<Buffer> =>
      promisify(brotliCompress)(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
        },
      }),
  },
  { name: 'gzip', encode: (text: string): Promise<Buffer> => promisify(gzip)(text) },
];

/** Compresses what the server makes itself, which is text; files come compressed already. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || Buffer.byteLength(payload) < LEAST_BYTES) return payload;
    reply.header('vary', 'accept-encoding');
    const accepted = encodingsIn(request.headers['accept-encoding'] ?? '');
    const encoder = ENCODERS.find(({ name }) => accepted.includes(name));
    if (encoder === undefined) return payload;
    reply.header('content-encoding', encoder.name);
    return encoder.encode(payload);
  });
}

/** The encodings that are accepted; `*` is not understood. https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding */
function encodingsIn(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((word) => word.trim()))
    .filter(([, weight = '']) => !/^q=0(\.0*)?$/.test(weight))
    .map(([name = '']) => name);
}
