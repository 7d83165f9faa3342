/** Normalises spellings that sound the same: "dolphin" and "dolfin", "comit" and "commit" become equal. */
export const soundOf = (word: string): string =>
  word
    .replaceAll('ph', 'f')
    .replaceAll('ck', 'k')
    .replace(/(.)\1+/gu, '$1');
