/**
 * What a JSON text holds. Of one that was cut off, everything up to its last whole value; undefined when it is broken in
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

/** A string without an end was cut. */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[{}[\],]/g;

/**
 * The text up to the last place at which a value was whole, with what is open there closed. Every bracket and comma is such a
 * place, so what is open at the last of them is what is open at the end.
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
