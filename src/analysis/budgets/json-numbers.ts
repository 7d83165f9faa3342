/** A number in a JSON text, with its position and its path in the content. */
export interface JsonNumber {
  path: string[];
  value: number;
  /** Offsets of its first character and of the character after it. */
  start: number;
  end: number;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]|true|false|null/g;

/**
 * Every number of a JSON text that is the value of an object's field, so that one can be changed and the rest
 * of the text stays as written.
 *
 * @param text valid JSON
 */
export function jsonNumbers(text: string): JsonNumber[] {
  const found: JsonNumber[] = [];
  /** Fields on the path to the current position; array indices are left out. */
  const path: (string | undefined)[] = [];
  let name: string | undefined;
  for (const { 0: part, index } of text.matchAll(token)) {
    if (part === '{' || part === '[') {
      path.push(name);
      name = undefined;
    } else if (part === '}' || part === ']') {
      path.pop();
      name = undefined;
    } else if (part === ',') {
      name = undefined;
    } else if (part !== ':' && name === undefined) {
      name = part.startsWith('"') ? (JSON.parse(part) as string) : undefined;
    } else if (name !== undefined && /^[-\d]/.test(part)) {
      const fields = [...path, name].filter((field) => field !== undefined);
      found.push({ path: fields, value: Number(part), start: index, end: index + part.length });
    }
  }
  return found;
}

/** Replaces the numbers at these positions. */
export function withNumbers(text: string, changes: { at: JsonNumber; value: number }[]): string {
  return changes
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce(
      (changed, { at, value }) => `${changed.slice(0, at.start)}${value}${changed.slice(at.end)}`,
      text,
    );
}
