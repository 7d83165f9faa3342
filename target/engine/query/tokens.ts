import { VespaError } from '../vespa-error.ts';

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_][\w.]*)|(\d+(?:\.\d+)?)|([*(),|;-]))/y;

/** Reads YQL and grouping expressions token by token. */
export class Tokens {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trimEnd();
  }

  /** Returns the next token without consuming it; `undefined` at the end. */
  peek(): string | undefined {
    const at = this.#at;
    const token = this.#read();
    this.#at = at;
    return token;
  }

  next(): string {
    const token = this.#read();
    if (token === undefined) throw new VespaError('illegalQuery', `expression is incomplete: ${this.#text}`);
    return token;
  }

  /** Consumes the next token if it equals `expected`. The comparison ignores case. */
  accept(expected: string): boolean {
    if (this.peek()?.toLowerCase() !== expected.toLowerCase()) return false;
    this.next();
    return true;
  }

  expect(...expected: string[]): void {
    for (const token of expected) {
      if (!this.accept(token)) this.refuse(`"${token}"`);
    }
  }

  /** A string literal without its quotes. */
  string(): string {
    const token = this.next();
    if (!token.startsWith('"'))
      throw new VespaError('illegalQuery', `expected a string in quotes, got ${token}`);
    return token.slice(1, -1).replace(/\\(.)/g, '$1');
  }

  integer(): number {
    const token = this.next();
    if (!/^\d+$/.test(token)) throw new VespaError('illegalQuery', `expected a whole number, got ${token}`);
    return Number(token);
  }

  refuse(expected: string): never {
    throw new VespaError('illegalQuery', `expected ${expected} at "${this.#text.slice(this.#at).trim()}"`);
  }

  #read(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (!match) this.refuse('a word, number or string');
    this.#at = TOKEN.lastIndex;
    return match[1] ?? match[2] ?? match[3] ?? match[4];
  }
}
