import { html, type Markup } from './markup.ts';

/** A page on the web. What is no https address stays a text. */
export function webLink(title: string, url: string): Markup {
  const shown = title.slice(0, 200);
  return URL.canParse(url) && new URL(url).protocol === 'https:'
    ? html`<a href="${new URL(url).href}" rel="noreferrer">${shown}</a>`
    : html`${shown}`;
}

/** Folders and a file, none of which begins with a dot; no scheme, no way up. */
const relativePath = /^[\p{L}\p{N}_-][\p{L}\p{N}._ -]*(?:\/[\p{L}\p{N}_-][\p{L}\p{N}._ -]*)*$/u;

/** A file of the run folder, in which the report stands too. What leads elsewhere stays a text. */
export function fileLink(path: string): Markup {
  return relativePath.test(path)
    ? html`<a href="${encodeURI(path)}">${path}</a>`
    : html`<code>${path.slice(0, 200)}</code>`;
}
