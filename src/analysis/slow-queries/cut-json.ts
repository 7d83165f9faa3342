/**
 * Parses a JSON text. If it was cut off, returns everything up to its last complete value; undefined if it is malformed in
 * another way.
 */
export function readCutJson(text: string): unknown {
  return parsed(() => text) ?? parsed(() => closed(text));
}

function parsed(textOf: () => string): unknown {
  try {
    return JSON.parse(textOf());
  } catch {
    return undefined;
  }
}

/** A string without a closing quote was cut off. */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[{}[\],]/g;

/**
 * The text up to the last place where a value was complete, with all open brackets closed. Every bracket and comma is such a
 * place, so the brackets open at the last of them are those open at the end.
 */
function closed(text: string): string {
  const open: string[] = [];
  let whole = 0;
  for (const { 0: part, index } of text.matchAll(token)) {
    if (part.startsWith('"')) continue;
    if (part === '{') open.push('}');
    else if (part === '[') open.push(']');
    else if (part !== ',') open.pop();
    whole = part === ',' ? index : index + 1;
  }
  return text.slice(0, whole) + open.reverse().join('');
}
