/** Removes user names and passwords from URLs in a text, so that it can be stored and shown. */
export function withoutPasswords(text: string): string {
  return text.replace(/\/\/[^/?#\s]*@/g, '//');
}
