/** Marks around a match; these characters occur in no text. */
export const MATCH_START = '\u0001';
export const MATCH_END = '\u0002';

const LENGTH = 240;
/** Length of the text before the first match, if the match is too far from the start of the body. */
const LEAD_LENGTH = 60;

const MARKS = /[\u0001\u0002]/g;

/** Returns the part of a marked body around its first match, in Vespa's mark-up: `<hi>` for a match, `<sep />` for a cut. */
export function snippetOf(marked: string): string {
  const firstMatch = marked.indexOf(MATCH_START);
  const start =
    firstMatch < LENGTH - LEAD_LENGTH
      ? 0
      : Math.min(firstMatch, marked.indexOf(' ', firstMatch - LEAD_LENGTH) + 1 || firstMatch);
  const end = start + LENGTH >= marked.length ? marked.length : wordEnd(marked, start + LENGTH);
  const shown = marked.slice(start, end);
  // The cut may fall inside the last match.
  const open = shown.lastIndexOf(MATCH_START) > shown.lastIndexOf(MATCH_END);
  const text = (open ? shown + MATCH_END : shown).replace(MARKS, (mark) =>
    mark === MATCH_START ? '<hi>' : '</hi>',
  );
  return `${start > 0 ? '<sep />' : ''}${text}${end < marked.length ? '<sep />' : ''}`;
}

function wordEnd(text: string, to: number): number {
  const space = text.lastIndexOf(' ', to);
  return space < 0 ? to : space;
}
