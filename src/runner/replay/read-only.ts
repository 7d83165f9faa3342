/** Comments and brackets that may stand before the first word. */
const beginning = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Whether a statement begins as one that only reads. What it calls may still write: the transaction must forbid that. */
export function onlyReads(text: string): boolean {
  return /^(?:select|with|values|table)\b/i.test(text.replace(beginning, ''));
}

/** The statement without a semicolon at its end, so that it can stand behind `explain`. */
export const withoutEnd = (text: string): string => text.replace(/[;\s]+$/, '');

/** Whether it needs values that are not known. */
export const hasPlaceholders = (text: string): boolean => /\$\d/.test(text);
