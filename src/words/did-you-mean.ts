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

/** `did you mean "search"?` if a name is close to the unknown one, otherwise the known names. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  const found = nearest(unknown, known);
  if (found === undefined) return 'there are none';
  return found.distance <= Math.max(2, found.name.length / 3)
    ? `did you mean "${found.name}"?`
    : `there are ${known.map((name) => `"${name}"`).join(', ')}`;
}
