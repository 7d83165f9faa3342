import type { AnswerComparison } from '../../sample/experiment.ts';
import { firstDifference } from './json-difference.ts';
import { readableText } from './readable-text.ts';

/** What a side said to a request; its own address stands nowhere in the body. */
export type Answer = { status: number; contentType: string; body: string } | { failure: string };

/** A request that both sides were asked: as path and query. */
export interface AskedOfBoth {
  request: string;
  base: Answer;
  variant: Answer;
}

type Found = Omit<AnswerComparison['differences'][number], 'request'>;

const WHOLE = 'the answer';
const MOST_CHARACTERS = 120;
/** What is shown of a text before the place where it differs. */
const LEAD_CHARACTERS = 30;

const shortened = (text: string) =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;

const shown = (value: unknown) => (value === undefined ? 'nothing' : shortened(JSON.stringify(value)));

/** A redirect, to a login perhaps, is no answer. */
const isAnswered = (answer: Answer) => 'status' in answer && answer.status < 300;

const statusOf = (answer: Answer) => ('failure' in answer ? answer.failure : `status ${answer.status}`);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function textDifference(base: string, variant: string): Found | undefined {
  if (base === variant) return undefined;
  let same = 0;
  while (base[same] === variant[same]) same += 1;
  const from = Math.max(0, same - LEAD_CHARACTERS);
  const part = (text: string) => `${from > 0 ? '…' : ''}${shortened(text.slice(from))}`;
  return { at: WHOLE, base: part(base), variant: part(variant) };
}

function difference(base: Answer, variant: Answer, ignored: ReadonlySet<string>): Found | undefined {
  if ('failure' in base || 'failure' in variant || base.status !== variant.status) {
    return { at: WHOLE, base: statusOf(base), variant: statusOf(variant) };
  }
  const [ofBase, ofVariant] = [parsed(base.body), parsed(variant.body)];
  if (ofBase !== undefined && ofVariant !== undefined) {
    const found = firstDifference(ofBase, ofVariant, ignored);
    return found && { at: found.at || WHOLE, base: shown(found.base), variant: shown(found.variant) };
  }
  const isPage = base.contentType.includes('html') && variant.contentType.includes('html');
  return isPage
    ? textDifference(readableText(base.body), readableText(variant.body))
    : textDifference(base.body, variant.body);
}

/**
 * Whether the variant answers as the base does: JSON field by field, pages by what people read of them, all else as text. What the
 * base itself did not answer is left out, since there is nothing to hold the variant against.
 *
 * @param ignore names of fields that may always differ
 */
export function compareAnswers(asked: AskedOfBoth[], ignore: readonly string[] = []): AnswerComparison {
  const ignored = new Set(ignore);
  const answered = asked.filter(({ base }) => isAnswered(base));
  const differences = answered.flatMap(({ request, base, variant }) => {
    const found = difference(base, variant, ignored);
    return found === undefined ? [] : [{ request, ...found }];
  });
  return { asked: answered.length, same: answered.length - differences.length, differences };
}
