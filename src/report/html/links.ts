import { html, type Markup } from './markup.ts';

/** A link to a web page. Anything other than an https URL stays text. */
export function webLink(title: string, url: string): Markup {
  const shown = title.slice(0, 200);
  return URL.canParse(url) && new URL(url).protocol === 'https:'
    ? html`<a href="${new URL(url).href}" rel="noreferrer">${shown}</a>`
    : html`${shown}`;
}

/** Folders and a file whose names do not start with a dot; no scheme, no parent folder. */
const relativePath = /^[\p{L}\p{N}_-][\p{L}\p{N}._ -]*(?:\/[\p{L}\p{N}_-][\p{L}\p{N}._ -]*)*$/u;

/** A link to a file in the run folder, where the report is too. Any other path stays text. */
export function fileLink(path: string): Markup {
  return relativePath.test(path)
    ? html`<a href="${encodeURI(path)}">${path}</a>`
    : html`<code>${path.slice(0, 200)}</code>`;
}
