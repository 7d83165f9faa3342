/** Elements of these very names: `<svg-icon>` is another one, and `<svg/>` has no content. */
const unread = /<!--[\s\S]*?-->|<(script|style|template|svg|noscript)(?:\s[^>]*)?(?<!\/)>[\s\S]*?<\/\1\s*>/gi;

/**
 * What people read of an HTML page, on one line: a page may say the same with other scripts, attributes and markup. It is for
 * comparing two pages, not for showing one.
 */
export function readableText(html: string): string {
  return html
    .replace(unread, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
