/** Comments and parentheses that may precede the first word. */
const beginning = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** Whether a statement starts like a read-only one. Its functions may write: the transaction prevents it. */
export function onlyReads(text: string): boolean {
  return /^(?:select|with|values|table)\b/i.test(text.replace(beginning, ''));
}

/** Removes a trailing semicolon, so that the statement can follow `explain`. */
export const withoutEnd = (text: string): string => text.replace(/[;\s]+$/, '');

/** Whether the statement has placeholders, so that it needs values. */
export const hasPlaceholders = (text: string): boolean => /\$\d/.test(text);
