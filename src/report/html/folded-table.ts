import { type Content, html, type Markup } from './markup.ts';

/**
 * A table that opens on demand. It scrolls in itself, by keyboard too.
 *
 * @param table its head and body
 * @param size `tall` for many rows: it then scrolls in both directions
 */
export function foldedTable(title: string, table: Content, size?: 'tall' | 'figures'): Markup {
  return html`<details><summary>${title}</summary><div class="scroll${size !== undefined && ` ${size}`}" role="group" aria-label="${title}" tabindex="0"><table>${table}</table></div></details>`;
}
