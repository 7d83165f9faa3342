/** A text without the names and passwords of the addresses in it: fit to be written down and shown. */
export function withoutPasswords(text: string): string {
  return text.replace(/\/\/[^/?#\s]*@/g, '//');
}
