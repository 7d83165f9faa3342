/** Marks around a match that no text contains. */
export const MATCH_START = '\u0001';
export const MATCH_END = '\u0002';

const LENGTH = 240;
/** Text before the first match, when the beginning of the body is too far away to be shown. */
const LEAD_LENGTH = 60;

const MARKS = /[\u0001\u0002]/g;

/** The part of a marked body around its first match, in Vespa's mark-up: `<hi>` for a match, `<sep />` for a cut. */
export function snippetOf(marked: string): string {
  const firstMatch = marked.indexOf(MATCH_START);
  const start =
    firstMatch < LENGTH - LEAD_LENGTH
      ? 0
      : Math.min(firstMatch, marked.indexOf(' ', firstMatch - LEAD_LENGTH) + 1 || firstMatch);
  const end = start + LENGTH >= marked.length ? marked.length : wordEnd(marked, start + LENGTH);
  const shown = marked.slice(start, end);
  // A cut may leave out the end of the last match.
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
