import type { StepSample } from '../../../sample/sample.ts';
import { formatBytes, formatCount, formatDuration, howMany } from '../../../words/units.ts';
import type { AnsweredStep } from '../evidence.ts';
import { middle } from '../middle.ts';
import type { Rule } from '../rule.ts';
import { lighthouse } from '../sources.ts';
import { won } from '../won.ts';

const KIBIBYTE = 1024;
const PAGE_BYTES = 10 * KIBIBYTE;
const ANSWER_BYTES = 4 * KIBIBYTE;

/**
 * Compression rarely leaves more of a text than this share:
 * https://developer.chrome.com/docs/lighthouse/performance/uses-text-compression
 */
const COMPRESSED_SHARE = 1 / 3;

/** A connection that many users have. */
const LINE_BITS_PER_MS = 10_000;

/** The text that a step received, as transferred and as decoded. */
interface Text {
  encodedBytes: number;
  decodedBytes: number;
}

/** All text of a page load, or the answer of another step; undefined if it is small, or the browser reports no sizes. */
function textOf({ vitals, traffic, request }: StepSample): Text | undefined {
  if (vitals.ttfbMs !== undefined) {
    const { encodedTextBytes, decodedTextBytes } = traffic ?? {};
    if (encodedTextBytes === undefined || decodedTextBytes === undefined) return undefined;
    if (decodedTextBytes < PAGE_BYTES) return undefined;
    return { encodedBytes: encodedTextBytes, decodedBytes: decodedTextBytes };
  }
  if (request?.encodedBytes === undefined || request.decodedBytes === undefined) return undefined;
  if (request.decodedBytes < ANSWER_BYTES || request.via !== undefined) return undefined;
  return { encodedBytes: request.encodedBytes, decodedBytes: request.decodedBytes };
}

const isPlain = ({ encodedBytes, decodedBytes }: Text) => encodedBytes >= 0.95 * decodedBytes;

const noCompression: Rule = {
  id: 'network.no-compression',
  layer: 'network',
  title: 'Text is sent uncompressed',
  source: lighthouse('uses-text-compression', 'Enable text compression'),
  weight: 'structural',
  find({ names }) {
    // Pages and answers may come from different servers.
    const texts = names.map(({ steps }) =>
      steps.flatMap((step) => {
        const text = textOf(step.sample);
        return text ? [{ step, text }] : [];
      }),
    );
    const plain = texts.flatMap((having) => {
      const found = having.filter(({ text }) => isPlain(text));
      return found.length >= 0.8 * having.length ? found : [];
    });
    if (plain.length < 5) return undefined;
    const having = texts.flat();
    const bytes = middle(plain.map(({ text }) => text.decodedBytes)) ?? 0;
    const savedBytes = bytes * (1 - COMPRESSED_SHARE);
    const largest = plain.reduce((most, one) =>
      one.text.decodedBytes > most.text.decodedBytes ? one : most,
    );
    return {
      symptom: `${formatCount(plain.length)} of ${howMany(having.length, 'step')} received uncompressed text, typically ${formatBytes(bytes)}.`,
      evidence: [
        ['Steps with uncompressed text', `${formatCount(plain.length)} of ${formatCount(having.length)}`],
        ['Text per step, median', formatBytes(bytes)],
        [
          'Most text',
          `${formatBytes(largest.text.decodedBytes)} in “${largest.step.sample.step}” of “${largest.step.sample.journey}”`,
        ],
        [
          'Possible saving per step on a 10 Mbit/s connection, about',
          formatDuration((savedBytes * 8) / LINE_BITS_PER_MS),
        ],
      ],
      change: {
        what: 'Compress text: static files when they are built, answers when they are sent, from about a kilobyte.',
        kind: 'configuration',
        snippet:
          "await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] }); // @fastify/compress",
      },
      // The gain in the time measured here; it is greater on a slow connection.
      ...won(
        plain.map(({ step }) => step),
        (step) => downloadMs(step) * (1 - COMPRESSED_SHARE),
      ),
    };
  },
};

const downloadMs = ({ partsMs }: AnsweredStep) =>
  partsMs.get('download') ?? partsMs.get('localDownload') ?? 0;

export const networkRules: readonly Rule[] = [noCompression];
