import type { Analysis } from '../sample/analysis.ts';
import { plainText } from '../sample/plain-text.ts';
import { asSentence, placeText } from './advice-words.ts';
import { cut, wrapped } from './terminal-text.ts';
import { whereTimeGoesLine } from './where-time-goes.ts';

const mostAdvice = 3;
const mostRowsEach = 2;

/** Wraps a text to at most `most` rows and cuts off the rest. */
function rowsOf(words: string, width: number, most: number): string[] {
  const lines = wrapped(words, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), width)];
}

/** Where the time goes and what to change first, in at most `rows` rows of `width` columns. */
export function diagnosisLines({ whereTimeGoes, advice }: Analysis, width: number, rows: number): string[] {
  const entries = [
    ...(whereTimeGoes === undefined ? [] : [`Where the time goes: ${whereTimeGoesLine(whereTimeGoes)}`]),
    ...advice
      .slice(0, mostAdvice)
      .map((one) =>
        plainText(`Advice: ${one.title.slice(0, 200)} (${placeText(one)}). ${asSentence(one.change.what)}`),
      ),
  ];
  const inFull = entries.flatMap((words) => rowsOf(words, width, mostRowsEach));
  if (inFull.length <= rows) return inFull;
  return entries.flatMap((words) => rowsOf(words, width, 1)).slice(0, Math.max(0, rows));
}
