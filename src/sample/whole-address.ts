/** What stands in place of a value that is not recorded. */
export const HIDDEN = '…';

/** Whether an address was recorded with all of its values, so that it can be asked again. */
export const isWhole = (url: string): boolean =>
  !url.includes(`=${HIDDEN}`) && !url.includes(`=${encodeURIComponent(HIDDEN)}`);

/** The value of a query parameter as somebody typed it; as it is, if it is not encoded properly. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
