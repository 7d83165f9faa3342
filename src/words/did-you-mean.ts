/**
 * The number of letters to change to turn one word into the other.
 * https://en.wikipedia.org/wiki/Levenshtein_distance#Iterative_with_two_matrix_rows
 */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}

/** The known name with the smallest edit distance; `undefined` if there are no known names. */
export function nearest(
  unknown: string,
  known: readonly string[],
): { name: string; distance: number } | undefined {
  const [first] = known
    .map((name) => ({ name, distance: editDistance(unknown.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return first;
}

/** The known name that an unknown one is a misspelling of; `undefined` if none is close to it. */
export function meant(unknown: string, known: readonly string[]): string | undefined {
  const found = nearest(unknown, known);
  return found && found.distance <= Math.max(2, found.name.length / 3) ? found.name : undefined;
}

/** More names than these are not read. */
const MOST_NAMES = 12;

/** `did you mean "search"?` if a name is close to the unknown one, otherwise the known names. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  if (known.length === 0) return 'there are none';
  const name = meant(unknown, known);
  return name === undefined ? `there are ${listed(known)}` : `did you mean "${name}"?`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
