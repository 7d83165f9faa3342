/** What changed on the screen from one picture to the next: numbers of tiles. */
export interface FilmedChange {
  atMs: number;
  tiles: number[];
}

/**
 * When the screen changed last, apart from what is restless by itself: what changed while the user thought, such as a
 * clock, and what is next to it. `undefined` if it did not change after the input.
 *
 * @param changes in order, from before the input on
 * @param thoughtFromMs from then until `actedMs`, nobody did anything
 * @param actedMs when the first input of the step was sent
 * @param inputMs the input that counts
 * @param across how many tiles are in a row
 */
export function lastChange(
  changes: FilmedChange[],
  thoughtFromMs: number,
  actedMs: number,
  inputMs: number,
  across: number,
): FilmedChange | undefined {
  const restless = new Set<number>();
  for (const { atMs, tiles } of changes) {
    if (atMs <= thoughtFromMs || atMs >= actedMs) continue;
    for (const tile of tiles) for (const near of neighbours(tile, across)) restless.add(near);
  }
  return changes.findLast(({ atMs, tiles }) => atMs > inputMs && tiles.some((tile) => !restless.has(tile)));
}

/** A tile and the eight around it. */
const neighbours = (tile: number, across: number): number[] =>
  [-across, 0, across].flatMap((row) => [-1, 0, 1].map((column) => tile + row + column));
