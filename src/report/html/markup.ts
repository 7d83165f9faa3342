import { plainText } from '../../sample/plain-text.ts';

/** Text that is already HTML. Only `html` creates it, so anything else in a page is escaped. */
export class Markup {
  readonly #text: string;
  private constructor(text: string) {
    this.#text = text;
  }

  static of(strings: TemplateStringsArray, ...values: Content[]): Markup {
    return new Markup(String.raw({ raw: strings }, ...values.map(Markup.#write)));
  }

  static #write(content: Content): string {
    if (content instanceof Markup) return content.#text;
    if (Array.isArray(content)) return content.map(Markup.#write).join('');
    if (content === undefined || content === false) return '';
    return plainText(String(content)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = Markup | string | number | false | undefined | Content[];

/** HTML with every inserted text escaped, in content and in quoted attributes. */
export const html = Markup.of;
