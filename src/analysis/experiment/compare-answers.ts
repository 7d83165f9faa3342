import type { AnswerComparison } from '../../sample/experiment.ts';
import { firstDifference } from './json-difference.ts';
import { readableText } from './readable-text.ts';

/** A side's response to a request; the body does not contain the side's own address. */
export type Answer = { status: number; contentType: string; body: string } | { failure: string };

/** A request sent to both sides, as path and query. */
export interface AskedOfBoth {
  request: string;
  base: Answer;
  variant: Answer;
}

type Found = Omit<AnswerComparison['differences'][number], 'request'>;

const WHOLE = 'the answer';
const MOST_CHARACTERS = 120;
/** How much of a text is shown before the first difference. */
const LEAD_CHARACTERS = 30;

const shortened = (text: string) =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;

const shown = (value: unknown) => (value === undefined ? 'nothing' : shortened(JSON.stringify(value)));

/** A redirect, for example to a login page, is not an answer. */
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
 * Whether the variant gives the same answers as the base: JSON is compared field by field, pages by their readable text,
 * everything else as text. Requests that the base itself did not answer are left out: there is nothing to compare with.
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
