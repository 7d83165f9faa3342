import { type Random, randomStream } from '../load/random.ts';

/** The kinds of answers of the calibration server; the steps of `known answers` have the same names. */
export const answerKinds = ['fixed', 'uniform', 'heavy-tailed', 'large', 'two parts', 'no answer'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Upper limit for heavy-tailed answers. */
export const LONGEST_ANSWER_MS = 1500;

/** Time-out of `known answers` steps: well above the longest answer, so only `no answer` reaches it. */
export const STEP_TIMEOUT_MS = 4000;

/** When a `no answer` request is ended after all, so that it does not occupy a connection. */
export const NO_ANSWER_MS = STEP_TIMEOUT_MS + 1000;

/** Median and spread (standard deviation of the logarithm) of the heavy tail: p95 is 360 ms, p99 720 ms. */
const TAIL = { medianMs: 70, sigma: 1 };

const drawMs: Record<AnswerKind, (random: Random) => number> = {
  fixed: () => 70,
  uniform: (random) => random.between(40, 100),
  'heavy-tailed': (random) =>
    Math.min(LONGEST_ANSWER_MS, TAIL.medianMs * Math.exp(TAIL.sigma * standardNormal(random))),
  large: (random) => random.between(40, 100),
  'two parts': (random) => random.between(100, 200),
  'no answer': () => NO_ANSWER_MS,
};

/** The Box–Muller transform, https://doi.org/10.1214/aoms/1177706645. */
function standardNormal(random: Random): number {
  // In (0, 1]: the logarithm of 0 would be infinite.
  const radius = Math.sqrt(-2 * Math.log(1 - random.share()));
  return radius * Math.cos(2 * Math.PI * random.share());
}

/** Draws how long the next answer of a kind takes, in milliseconds. Each kind has its own random stream. */
export function openAnswerTimes(seed: number): (kind: AnswerKind) => number {
  const streams = Object.fromEntries(
    answerKinds.map((kind) => [kind, randomStream(seed, `answers: ${kind}`)]),
  ) as Record<AnswerKind, Random>;
  return (kind) => drawMs[kind](streams[kind]);
}

/** A question may specify its kind of answer, as in `large: bank`; the default is `uniform`. */
export function kindOf(question: string): AnswerKind {
  return answerKinds.find((kind) => question.startsWith(`${kind}: `)) ?? 'uniform';
}
