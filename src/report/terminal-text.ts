export interface TerminalOptions {
  /** Columns of the terminal. */
  width: number;
  colours: boolean;
}

/** SGR parameters: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const tints = { green: '32', red: '31', yellow: '33', bold: '1', dim: '2' };

export type Paint = (text: string, tint: keyof typeof tints) => string;

export const painter =
  (colours: boolean): Paint =>
  (text, tint) =>
    colours ? `\u001b[${tints[tint]}m${text}\u001b[0m` : text;

/** Columns that a text takes, assuming one per character. */
export const columns = (text: string) => [...text].length;

export function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(1, width - 1)).join('')}…`;
}

/** Keeps the end of a name, which says more than its beginning: `…› open a result`. */
export function cutFront(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width
    ? text
    : `…${letters.slice(letters.length - Math.max(1, width - 1)).join('')}`;
}

const spaces = (text: string, width: number) => ' '.repeat(Math.max(0, width - columns(text)));

export const padded = (text: string, width: number) => text + spaces(text, width);
export const paddedFront = (text: string, width: number) => spaces(text, width) + text;

/** Wraps words to lines of at most `width` columns. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last) + 1 + columns(word) <= width) {
      lines.splice(-1, 1, `${last} ${word}`);
    } else lines.push(cut(word, width));
  }
  return lines;
}
