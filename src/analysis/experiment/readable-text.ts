/** Elements with exactly these names: `<svg-icon>` is a different element, and `<svg/>` has no content. */
const unread = /<!--[\s\S]*?-->|<(script|style|template|svg|noscript)(?:\s[^>]*)?(?<!\/)>[\s\S]*?<\/\1\s*>/gi;

/**
 * The text that people read on an HTML page, on one line: pages may say the same with different scripts, attributes and
 * markup. It is for comparing two pages, not for showing one.
 */
export function readableText(html: string): string {
  return html
    .replace(unread, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
