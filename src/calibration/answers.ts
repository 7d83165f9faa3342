import { type Random, randomStream } from '../load/random.ts';

/** The kinds of answers of the calibration server; the steps of `known answers` have the same names. */
export const answerKinds = [
  'fixed',
  'uniform',
  'heavy-tailed',
  'large',
  'two parts',
  'rendered late',
  'skeleton first',
  'shadow root',
  'frame',
  'as you type',
  'no answer',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Upper limit for heavy-tailed answers. */
export const LONGEST_ANSWER_MS = 1500;

/** Time-out of `known answers` steps: well above the longest answer, so only `no answer` reaches it. */
export const STEP_TIMEOUT_MS = 4000;

/** How long the page waits with an answer that is rendered late: less than the quiet of the user alone, who thinks least. */
export const LATE_MS = 150;

/** The last letter of what is answered `as you type`; what was typed before it is answered sooner. */
export const LAST_LETTER = '!';

/** When a `no answer` request is ended after all, so that it does not occupy a connection. */
export const NO_ANSWER_MS = STEP_TIMEOUT_MS + 1000;

/** Median and spread (standard deviation of the logarithm) of the heavy tail: p95 is 360 ms, p99 720 ms. */
const TAIL = { medianMs: 70, sigma: 1 };

const ordinaryMs = (random: Random) => random.between(40, 100);

const drawMs: Record<AnswerKind | 'letter', (random: Random) => number> = {
  fixed: () => 70,
  uniform: ordinaryMs,
  'heavy-tailed': (random) =>
    Math.min(LONGEST_ANSWER_MS, TAIL.medianMs * Math.exp(TAIL.sigma * standardNormal(random))),
  large: ordinaryMs,
  'two parts': (random) => random.between(100, 200),
  'rendered late': ordinaryMs,
  'skeleton first': ordinaryMs,
  'shadow root': ordinaryMs,
  frame: ordinaryMs,
  letter: (random) => random.between(10, 20),
  'as you type': ordinaryMs,
  'no answer': () => NO_ANSWER_MS,
};

/** The Box–Muller transform, https://doi.org/10.1214/aoms/1177706645. */
function standardNormal(random: Random): number {
  // In (0, 1]: the logarithm of 0 would be infinite.
  const radius = Math.sqrt(-2 * Math.log(1 - random.share()));
  return radius * Math.cos(2 * Math.PI * random.share());
}

/** Draws how long the next answer of a kind takes, in milliseconds. Each kind has its own random stream. */
export function openAnswerTimes(seed: number): (kind: AnswerKind | 'letter') => number {
  const streams = Object.fromEntries(
    Object.keys(drawMs).map((kind) => [kind, randomStream(seed, `answers: ${kind}`)]),
  ) as Record<keyof typeof drawMs, Random>;
  return (kind) => drawMs[kind](streams[kind]);
}

/** A question may specify its kind of answer, as in `large: bank`; the default is `uniform`. */
export function kindOf(question: string): AnswerKind | 'letter' {
  const kind = answerKinds.find((one) => question.startsWith(`${one}: `)) ?? 'uniform';
  return kind === 'as you type' && !question.endsWith(LAST_LETTER) ? 'letter' : kind;
}
