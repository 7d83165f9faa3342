import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** A smaller response fits into one packet anyway. */
const LEAST_BYTES = 1024;

/** Faster than gzip's level 6 for about the same size; higher levels are for files that are compressed only once. */
const BROTLI_QUALITY = 4;

/** As a power of two: responses fit into 64 KiB, and allocating a window for megabytes costs more than compressing. */
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

/** Compresses the responses that the server generates, which are text; static files are already compressed. */
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

/** The accepted encodings; `*` is not supported. https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding */
function encodingsIn(header: string): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((word) => word.trim()))
    .filter(([, weight = '']) => !/^q=0(\.0*)?$/.test(weight))
    .map(([name = '']) => name);
}
