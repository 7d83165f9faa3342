import { plainText } from '../sample/plain-text.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '@': '&#64;',
  '#': '&#35;',
};

/** Escapes external text so that it cannot become markup, a mention, a reference or a new table cell. */
export function literal(text: string): string {
  return plainText(text)
    .replace(/[&<>@#]/g, (character) => entities[character] ?? character)
    .replace(/[\\`*_[\]{}|~]/g, (character) => `\\${character}`)
    .replace(/:\/\//g, ':&#47;&#47;');
}
