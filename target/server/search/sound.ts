/** A word with spellings of the same sound made one: "dolphin" and "dolfin", "comit" and "commit" become the same. */
export const soundOf = (word: string): string =>
  word
    .replaceAll('ph', 'f')
    .replaceAll('ck', 'k')
    .replace(/(.)\1+/gu, '$1');
