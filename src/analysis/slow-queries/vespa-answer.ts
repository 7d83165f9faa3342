import { readCutJson } from './cut-json.ts';
import { amountOf, isObject, isTrue, listOf, objectOf, textOf } from './json-values.ts';
import { present } from './present.ts';

/** What an answer of Vespa says of itself. */
export interface AnswerFacts {
  /** Matching and ranking, and fetching the summaries; Vespa tells them in whole milliseconds. */
  queryMs?: number;
  summaryMs?: number;
  searchMs?: number;
  /** Documents that matched. */
  hits?: number;
  /** Share of the documents that was searched, 0–1. */
  coverage?: number;
  /** Why it searched less than all. */
  degraded?: string[];
  errors?: string[];
}

const MOST_ERRORS = 10;

/** The answer as JSON: one that is a text did not parse when it came, or was too long to be kept whole. */
export const answerOf = (stored: unknown): unknown =>
  typeof stored === 'string' ? readCutJson(stored) : stored;

/** @param answer of an unknown shape; what it does not tell is absent */
export function readAnswer(answer: unknown): AnswerFacts {
  const { timing, root } = objectOf(answer);
  const { querytime, summaryfetchtime, searchtime } = objectOf(timing);
  const { coverage, fields, errors } = objectOf(root);
  const told = objectOf(coverage);
  const percent = amountOf(told.coverage);
  const reasons = Object.entries(objectOf(told.degraded)).flatMap(([name, value]) =>
    isTrue(value) ? [name] : [],
  );
  const isPartial = told.full !== undefined && !isTrue(told.full);
  const degraded = reasons.length === 0 && isPartial ? ['for an unknown reason'] : reasons;
  return present({
    queryMs: milliseconds(querytime),
    summaryMs: milliseconds(summaryfetchtime),
    searchMs: milliseconds(searchtime),
    hits: amountOf(objectOf(fields).totalCount),
    coverage: percent === undefined ? undefined : Math.min(1, percent / 100),
    degraded: degraded.length === 0 ? undefined : degraded,
    errors: errorsOf(errors),
  });
}

/** Seconds have more digits than they mean: 0.007 × 1000 is 7.000000000000001 for some. */
function milliseconds(seconds: unknown): number | undefined {
  const amount = amountOf(seconds);
  return amount === undefined ? undefined : Math.round(amount * 1e6) / 1000;
}

function errorsOf(errors: unknown): string[] | undefined {
  const found = listOf(errors)
    .slice(0, MOST_ERRORS)
    .map((error) => {
      const { message, summary, code } = objectOf(error);
      const text = isObject(error) ? (textOf(message) ?? textOf(summary) ?? textOf(code)) : textOf(error);
      return text ?? 'an error without a message';
    });
  return found.length === 0 ? undefined : found;
}
