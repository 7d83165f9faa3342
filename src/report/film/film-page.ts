import { htmlDocument } from '../html/document.ts';
import { filmSection } from '../html/film.ts';
import { filmStyle } from '../html/film-style.ts';
import { html } from '../html/markup.ts';
import type { FilmedStep } from './film-text.ts';

/** The film of each step as a page. */
export function renderFilm(film: FilmedStep[], url: string): string {
  return htmlDocument({
    title: `Film of ${url}`,
    style: filmStyle,
    body: html`<main>${filmSection(film)}</main><footer>Footfall verify, ${url}.</footer>`,
  });
}
