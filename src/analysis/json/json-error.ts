/**
 * The first syntax error of a JSON text. `JSON.parse` reports the position only in some versions of Node and
 * for some errors.
 */
export interface JsonError {
  line: number;
  column: number;
  /** What was expected there. */
  expected: string;
}

class Unexpected extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Parser for the grammar of https://www.json.org that stops at the first error. */
class JsonText {
  private offset = 0;
  constructor(private readonly text: string) {}

  check(): void {
    this.value('a value');
    if (this.offset < this.text.length) throw new Unexpected(this.offset, 'the end of the file');
  }

  private accept(pattern: RegExp): boolean {
    pattern.lastIndex = this.offset;
    const found = pattern.test(this.text);
    if (found) this.offset = pattern.lastIndex;
    return found;
  }

  private take(mark: string): boolean {
    this.accept(space);
    if (this.text[this.offset] !== mark) return false;
    this.offset += 1;
    return true;
  }

  private value(expected: string): void {
    if (this.take('{')) this.list('}', () => this.member());
    else if (this.take('[')) this.list(']', () => this.value('a value'));
    else if (!this.accept(string) && !this.accept(scalar)) throw new Unexpected(this.offset, expected);
    this.accept(space);
  }

  private list(close: string, element: () => void): void {
    if (this.take(close)) return;
    do element();
    while (this.take(','));
    if (!this.take(close)) throw new Unexpected(this.offset, `"," or "${close}"`);
  }

  private member(): void {
    this.accept(space);
    if (!this.accept(string)) throw new Unexpected(this.offset, 'a name in double quotes');
    if (!this.take(':')) throw new Unexpected(this.offset, '":"');
    this.value('a value');
  }
}

/**
 * The first syntax error of a text that should be JSON; `undefined` if there is none. Line and column count
 * from 1.
 */
export function findJsonError(text: string): JsonError | undefined {
  try {
    new JsonText(text).check();
    return undefined;
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const before = text.slice(0, error.offset).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1, expected: error.expected };
  }
}
