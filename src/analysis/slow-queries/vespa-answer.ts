import { readCutJson } from './cut-json.ts';
import { amountOf, isObject, isTrue, listOf, objectOf, textOf } from './json-values.ts';
import { present } from './present.ts';

/** What a Vespa response reports about itself. */
export interface AnswerFacts {
  /** Matching and ranking, and fetching the summaries; Vespa reports whole milliseconds. */
  queryMs?: number;
  summaryMs?: number;
  searchMs?: number;
  /** Documents that matched. */
  hits?: number;
  /** Share of the documents that were searched, 0–1. */
  coverage?: number;
  /** Why it did not search all documents. */
  degraded?: string[];
  errors?: string[];
}

const MOST_ERRORS = 10;

/** The response as JSON. It is stored as text if it did not parse, or was too long to be stored completely. */
export const answerOf = (stored: unknown): unknown =>
  typeof stored === 'string' ? readCutJson(stored) : stored;

/** @param answer of unknown shape; facts that it does not contain are absent */
export function readAnswer(answer: unknown): AnswerFacts {
  const { timing, root } = objectOf(answer);
  const { querytime, summaryfetchtime, searchtime } = objectOf(timing);
  const { coverage, fields, errors } = objectOf(root);
  const reported = objectOf(coverage);
  const percent = amountOf(reported.coverage);
  const reasons = Object.entries(objectOf(reported.degraded)).flatMap(([name, value]) =>
    isTrue(value) ? [name] : [],
  );
  const isPartial = reported.full !== undefined && !isTrue(reported.full);
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

/** Rounds away floating-point noise: the product can be 7.000000000000001 instead of 7. */
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
