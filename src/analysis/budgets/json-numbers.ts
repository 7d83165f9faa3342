/** A number in a JSON text: where its value stands, and which place of the content it is. */
export interface JsonNumber {
  path: string[];
  value: number;
  /** Offsets of its first letter and of what follows it. */
  start: number;
  end: number;
}

const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]|true|false|null/g;

/**
 * Every number of a JSON text that is an object's field, so that one can be changed and all else stays as somebody wrote it.
 *
 * @param text JSON without mistakes
 */
export function jsonNumbers(text: string): JsonNumber[] {
  const found: JsonNumber[] = [];
  /** The fields that lead to where we are; of a list, its place is left out. */
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

/** The text with other numbers in those places. */
export function withNumbers(text: string, changes: { at: JsonNumber; value: number }[]): string {
  return changes
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce(
      (changed, { at, value }) => `${changed.slice(0, at.start)}${value}${changed.slice(at.end)}`,
      text,
    );
}
